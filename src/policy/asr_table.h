// Rules of attack surface reduction: GUID, id, names (Microsoft's; the Japanese ones follow its
// Defender documentation, smoothed: the editor of Group Policy shows GUIDs only). No include guard:
// expanded by asr.c.
// clang-format off
#define KS_ASR_RULES(X) \
    X("56a863a9-875e-4185-98a7-b882c64b5ce5", "vuln-drivers", "Block abuse of exploited vulnerable signed drivers", \
      "悪用された脆弱な署名付きドライバーの悪用をブロックする") \
    X("7674ba52-37eb-4a4f-a9a1-f0f9a1619a2c", "adobe-child", "Block Adobe Reader from creating child processes", \
      "Adobe Reader による子プロセスの作成をブロックする") \
    X("d4f940ab-401b-4efc-aadc-ad5f3c50688a", "office-child", "Block all Office applications from creating child processes", \
      "すべての Office アプリケーションによる子プロセスの作成をブロックする") \
    X("9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2", "lsass", "Block credential stealing from the Windows local security authority subsystem (lsass.exe)", \
      "Windows ローカル セキュリティ機関サブシステム (lsass.exe) からの資格情報の盗用をブロックする") \
    X("be9ba2d9-53ea-4cdc-84e5-9b1eeee46550", "email-exec", "Block executable content from email client and webmail", \
      "電子メール クライアントと Web メールからの実行可能なコンテンツをブロックする") \
    X("01443614-cd74-433a-b99e-2ecdc07bfc25", "prevalence", "Block executable files from running unless they meet a prevalence, age, or trusted list criterion", \
      "普及率、経過時間、または信頼リストの条件を満たしていない実行可能ファイルの実行をブロックする") \
    X("5beb7efe-fd9a-4556-801d-275e5ffc04cc", "obfuscated", "Block execution of potentially obfuscated scripts", \
      "難読化された可能性のあるスクリプトの実行をブロックする") \
    X("d3e037e1-3eb8-44c8-a917-57927947596d", "script-launch", "Block JavaScript or VBScript from launching downloaded executable content", \
      "ダウンロードされた実行可能コンテンツを JavaScript または VBScript が起動するのをブロックする") \
    X("3b576869-a4ec-4529-8536-b80a7769e899", "office-exec", "Block Office applications from creating executable content", \
      "Office アプリケーションによる実行可能コンテンツの作成をブロックする") \
    X("75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84", "office-inject", "Block Office applications from injecting code into other processes", \
      "Office アプリケーションによる他のプロセスへのコード挿入をブロックする") \
    X("26190899-1602-49e8-8b27-eb1d0a1ce869", "office-comm-child", "Block Office communication application from creating child processes", \
      "Office 通信アプリケーションによる子プロセスの作成をブロックする") \
    X("e6db77e5-3df2-4cf1-b95a-636979351e5b", "wmi-persist", "Block persistence through WMI event subscription", \
      "WMI イベント サブスクリプションによる永続化をブロックする") \
    X("d1e49aac-8f56-4280-b9ba-993a6d77406c", "psexec-wmi", "Block process creations originating from PSExec and WMI commands", \
      "PSExec および WMI コマンドから発生するプロセス作成をブロックする") \
    X("33ddedf1-c6e0-47cb-833e-de6133960387", "safemode", "Block rebooting machine in Safe Mode", \
      "コンピューターをセーフ モードで再起動することをブロックする") \
    X("b2b3f03d-6a65-4f7b-a9c7-1c7ef74a9ba4", "usb", "Block untrusted and unsigned processes that run from USB", \
      "USB から実行される信頼されていないプロセスと署名されていないプロセスをブロックする") \
    X("c0033c00-d16d-4114-a5a0-dc9b3a7d2ceb", "copied-tools", "Block use of copied or impersonated system tools", \
      "コピーまたは偽装されたシステム ツールの使用をブロックする") \
    X("a8f5898e-1dc8-49a9-9878-85004b8a61e6", "webshell", "Block Webshell creation for Servers", \
      "サーバーの Web シェル作成をブロックする") \
    X("92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b", "office-macro-api", "Block Win32 API calls from Office macros", \
      "Office マクロからの Win32 API 呼び出しをブロックする") \
    X("c1db55ab-c21a-4637-bb3f-a12568109d35", "ransomware", "Use advanced protection against ransomware", \
      "ランサムウェアに対する高度な保護を使用する")
// clang-format on
