// The audit subcategories by the part of their GUID that differs, xxxx in
// {0CCExxxx-69AE-11D9-BED3-505054503030} (MS-GPAC 2.2.1.2), with the names that auditpol and the
// Japanese policy editor show.
//
//     X(xxxx, English, Japanese)
#pragma once

// clang-format off
#define AUDIT_SUBCATEGORIES(X) \
    X(0x9210, "Security State Change", "セキュリティ状態の変更") \
    X(0x9211, "Security System Extension", "セキュリティ システムの拡張") \
    X(0x9212, "System Integrity", "システムの整合性") \
    X(0x9213, "IPsec Driver", "IPsec ドライバー") \
    X(0x9214, "Other System Events", "その他のシステム イベント") \
    X(0x9215, "Logon", "ログオン") \
    X(0x9216, "Logoff", "ログオフ") \
    X(0x9217, "Account Lockout", "アカウント ロックアウト") \
    X(0x9218, "IPsec Main Mode", "IPsec メイン モード") \
    X(0x9219, "IPsec Quick Mode", "IPsec クイック モード") \
    X(0x921a, "IPsec Extended Mode", "IPsec 拡張モード") \
    X(0x921b, "Special Logon", "特殊なログオン") \
    X(0x921c, "Other Logon/Logoff Events", "その他のログオン/ログオフ イベント") \
    X(0x921d, "File System", "ファイル システム") \
    X(0x921e, "Registry", "レジストリ") \
    X(0x921f, "Kernel Object", "カーネル オブジェクト") \
    X(0x9220, "SAM", "SAM") \
    X(0x9221, "Certification Services", "証明書サービス") \
    X(0x9222, "Application Generated", "生成されたアプリケーション") \
    X(0x9223, "Handle Manipulation", "ハンドル操作") \
    X(0x9224, "File Share", "ファイルの共有") \
    X(0x9225, "Filtering Platform Packet Drop", "フィルタリング プラットフォーム パケットのドロップ") \
    X(0x9226, "Filtering Platform Connection", "フィルタリング プラットフォームの接続") \
    X(0x9227, "Other Object Access Events", "その他のオブジェクト アクセス イベント") \
    X(0x9228, "Sensitive Privilege Use", "重要な特権の使用") \
    X(0x9229, "Non Sensitive Privilege Use", "重要でない特権の使用") \
    X(0x922a, "Other Privilege Use Events", "その他の特権の使用イベント") \
    X(0x922b, "Process Creation", "プロセス作成") \
    X(0x922c, "Process Termination", "プロセス終了") \
    X(0x922d, "DPAPI Activity", "DPAPI アクティビティ") \
    X(0x922e, "RPC Events", "RPC イベント") \
    X(0x922f, "Audit Policy Change", "監査ポリシーの変更") \
    X(0x9230, "Authentication Policy Change", "認証ポリシーの変更") \
    X(0x9231, "Authorization Policy Change", "承認ポリシーの変更") \
    X(0x9232, "MPSSVC Rule-Level Policy Change", "MPSSVC ルールレベル ポリシーの変更") \
    X(0x9233, "Filtering Platform Policy Change", "フィルタリング プラットフォーム ポリシーの変更") \
    X(0x9234, "Other Policy Change Events", "その他のポリシー変更イベント") \
    X(0x9235, "User Account Management", "ユーザー アカウントの管理") \
    X(0x9236, "Computer Account Management", "コンピューター アカウントの管理") \
    X(0x9237, "Security Group Management", "セキュリティ グループの管理") \
    X(0x9238, "Distribution Group Management", "配布グループの管理") \
    X(0x9239, "Application Group Management", "アプリケーション グループの管理") \
    X(0x923a, "Other Account Management Events", "その他のアカウント管理イベント") \
    X(0x923b, "Directory Service Access", "ディレクトリ サービス アクセス") \
    X(0x923c, "Directory Service Changes", "ディレクトリ サービスの変更") \
    X(0x923d, "Directory Service Replication", "ディレクトリ サービス レプリケーション") \
    X(0x923e, "Detailed Directory Service Replication", "詳細なディレクトリ サービス レプリケーション") \
    X(0x923f, "Credential Validation", "資格情報の確認") \
    X(0x9240, "Kerberos Service Ticket Operations", "Kerberos サービス チケット操作") \
    X(0x9241, "Other Account Logon Events", "その他のアカウント ログオン イベント") \
    X(0x9242, "Kerberos Authentication Service", "Kerberos 認証サービス") \
    X(0x9243, "Network Policy Server", "ネットワーク ポリシー サーバー") \
    X(0x9244, "Detailed File Share", "詳細なファイル共有") \
    X(0x9245, "Removable Storage", "リムーバブル記憶域") \
    X(0x9246, "Central Policy Staging", "集約型アクセス ポリシー ステージング") \
    X(0x9247, "User / Device Claims", "ユーザー/デバイスの信頼性情報") \
    X(0x9248, "Plug and Play Events", "プラグ アンド プレイ イベント") \
    X(0x9249, "Group Membership", "グループ メンバーシップ") \
    X(0x924a, "Token Right Adjusted Events", "トークン権限の調整イベント") \
    X(0x924b, "Access Rights", "アクセス権")
// clang-format on
