// The audit subcategories: xxxx of {0CCExxxx-69AE-11D9-BED3-505054503030} (MS-GPAC 2.2.1.2), the
// category, the names that auditpol shows in English and Japanese. Categories: xxxx of
// {6997xxxx-797A-11D9-BED3-505054503030}, in the order in which auditpol lists them.
#pragma once

// clang-format off
#define AUDIT_CATEGORIES(X) \
    X(SYSTEM, 0x9848, "System", "システム") \
    X(LOGON, 0x9849, "Logon/Logoff", "ログオン/ログオフ") \
    X(OBJECT, 0x984a, "Object Access", "オブジェクト アクセス") \
    X(PRIVILEGE, 0x984b, "Privilege Use", "特権の使用") \
    X(TRACKING, 0x984c, "Detailed Tracking", "詳細追跡") \
    X(POLICY, 0x984d, "Policy Change", "ポリシーの変更") \
    X(ACCOUNT, 0x984e, "Account Management", "アカウント管理") \
    X(DIRECTORY, 0x984f, "DS Access", "DS アクセス") \
    X(CREDENTIAL, 0x9850, "Account Logon", "アカウント ログオン")

#define AUDIT_SUBCATEGORIES(X) \
    X(0x9210, SYSTEM, "Security State Change", "セキュリティ状態の変更") \
    X(0x9211, SYSTEM, "Security System Extension", "セキュリティ システムの拡張") \
    X(0x9212, SYSTEM, "System Integrity", "システムの整合性") \
    X(0x9213, SYSTEM, "IPsec Driver", "IPsec ドライバー") \
    X(0x9214, SYSTEM, "Other System Events", "その他のシステム イベント") \
    X(0x9215, LOGON, "Logon", "ログオン") \
    X(0x9216, LOGON, "Logoff", "ログオフ") \
    X(0x9217, LOGON, "Account Lockout", "アカウント ロックアウト") \
    X(0x9218, LOGON, "IPsec Main Mode", "IPsec メイン モード") \
    X(0x9219, LOGON, "IPsec Quick Mode", "IPsec クイック モード") \
    X(0x921a, LOGON, "IPsec Extended Mode", "IPsec 拡張モード") \
    X(0x921b, LOGON, "Special Logon", "特殊なログオン") \
    X(0x921c, LOGON, "Other Logon/Logoff Events", "その他のログオン/ログオフ イベント") \
    X(0x921d, OBJECT, "File System", "ファイル システム") \
    X(0x921e, OBJECT, "Registry", "レジストリ") \
    X(0x921f, OBJECT, "Kernel Object", "カーネル オブジェクト") \
    X(0x9220, OBJECT, "SAM", "SAM") \
    X(0x9221, OBJECT, "Certification Services", "証明書サービス") \
    X(0x9222, OBJECT, "Application Generated", "生成されたアプリケーション") \
    X(0x9223, OBJECT, "Handle Manipulation", "ハンドル操作") \
    X(0x9224, OBJECT, "File Share", "ファイルの共有") \
    X(0x9225, OBJECT, "Filtering Platform Packet Drop", "フィルタリング プラットフォーム パケットのドロップ") \
    X(0x9226, OBJECT, "Filtering Platform Connection", "フィルタリング プラットフォームの接続") \
    X(0x9227, OBJECT, "Other Object Access Events", "その他のオブジェクト アクセス イベント") \
    X(0x9228, PRIVILEGE, "Sensitive Privilege Use", "重要な特権の使用") \
    X(0x9229, PRIVILEGE, "Non Sensitive Privilege Use", "重要でない特権の使用") \
    X(0x922a, PRIVILEGE, "Other Privilege Use Events", "その他の特権の使用イベント") \
    X(0x922b, TRACKING, "Process Creation", "プロセス作成") \
    X(0x922c, TRACKING, "Process Termination", "プロセス終了") \
    X(0x922d, TRACKING, "DPAPI Activity", "DPAPI アクティビティ") \
    X(0x922e, TRACKING, "RPC Events", "RPC イベント") \
    X(0x922f, POLICY, "Audit Policy Change", "監査ポリシーの変更") \
    X(0x9230, POLICY, "Authentication Policy Change", "認証ポリシーの変更") \
    X(0x9231, POLICY, "Authorization Policy Change", "承認ポリシーの変更") \
    X(0x9232, POLICY, "MPSSVC Rule-Level Policy Change", "MPSSVC ルールレベル ポリシーの変更") \
    X(0x9233, POLICY, "Filtering Platform Policy Change", "フィルタリング プラットフォーム ポリシーの変更") \
    X(0x9234, POLICY, "Other Policy Change Events", "その他のポリシー変更イベント") \
    X(0x9235, ACCOUNT, "User Account Management", "ユーザー アカウントの管理") \
    X(0x9236, ACCOUNT, "Computer Account Management", "コンピューター アカウントの管理") \
    X(0x9237, ACCOUNT, "Security Group Management", "セキュリティ グループの管理") \
    X(0x9238, ACCOUNT, "Distribution Group Management", "配布グループの管理") \
    X(0x9239, ACCOUNT, "Application Group Management", "アプリケーション グループの管理") \
    X(0x923a, ACCOUNT, "Other Account Management Events", "その他のアカウント管理イベント") \
    X(0x923b, DIRECTORY, "Directory Service Access", "ディレクトリ サービス アクセス") \
    X(0x923c, DIRECTORY, "Directory Service Changes", "ディレクトリ サービスの変更") \
    X(0x923d, DIRECTORY, "Directory Service Replication", "ディレクトリ サービス レプリケーション") \
    X(0x923e, DIRECTORY, "Detailed Directory Service Replication", "詳細なディレクトリ サービス レプリケーション") \
    X(0x923f, CREDENTIAL, "Credential Validation", "資格情報の確認") \
    X(0x9240, CREDENTIAL, "Kerberos Service Ticket Operations", "Kerberos サービス チケット操作") \
    X(0x9241, CREDENTIAL, "Other Account Logon Events", "その他のアカウント ログオン イベント") \
    X(0x9242, CREDENTIAL, "Kerberos Authentication Service", "Kerberos 認証サービス") \
    X(0x9243, LOGON, "Network Policy Server", "ネットワーク ポリシー サーバー") \
    X(0x9244, OBJECT, "Detailed File Share", "詳細なファイル共有") \
    X(0x9245, OBJECT, "Removable Storage", "リムーバブル記憶域") \
    X(0x9246, OBJECT, "Central Policy Staging", "集約型アクセス ポリシー ステージング") \
    X(0x9247, LOGON, "User / Device Claims", "ユーザー/デバイスの信頼性情報") \
    X(0x9248, TRACKING, "Plug and Play Events", "プラグ アンド プレイ イベント") \
    X(0x9249, LOGON, "Group Membership", "グループ メンバーシップ") \
    X(0x924a, TRACKING, "Token Right Adjusted Events", "トークン権限の調整イベント") \
    X(0x924b, LOGON, "Access Rights", "アクセス権")
// clang-format on
