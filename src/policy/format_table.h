// What `konseki lint` knows: one row a format, asked in this order. Columns: word, title (en, ja),
// names (globs with | between; for a file whose content says nothing), sniff (NULL: names alone),
// lint of the bytes, lint of a file among others (one of the two is NULL).
// No include guard: expanded by formats.c.
// clang-format off
FORMAT("registry-pol", "registry policy file", "レジストリ ポリシー ファイル", "registry.pol|*.pol",
       format_pol_is, NULL, format_pol_lint)
FORMAT("audit-csv", "advanced audit policy", "監査ポリシーの詳細な構成", "audit.csv",
       ks_audit_is, ks_audit_lint, NULL)
FORMAT("security-template", "security template", "セキュリティ テンプレート", "gpttmpl.inf|*.inf",
       ks_template_is, ks_template_lint, NULL)
FORMAT("gpt-ini", "version of a GPO (gpt.ini)", "GPO のバージョン (gpt.ini)", "gpt.ini",
       NULL, NULL, ks_gpt_ini_lint)
FORMAT("scripts-ini", "scripts of a GPO", "GPO のスクリプト", "scripts.ini|psscripts.ini",
       NULL, ks_scripts_ini_lint, NULL)
FORMAT("gpo-backup", "backup of a GPO", "GPO のバックアップ", "backup.xml",
       format_backup_is, NULL, ks_gpo_backup_lint)
FORMAT("gpo-backup-info", "identity of a GPO's backup", "GPO のバックアップの識別情報", "bkupinfo.xml",
       format_info_is, NULL, ks_backup_info_lint)
FORMAT("gpo-manifest", "list of GPO backups", "GPO のバックアップの一覧", "",
       format_manifest_is, NULL, ks_backup_manifest_lint)
FORMAT("lgpo", "LGPO text", "LGPO テキスト", "lgpo*.txt",
       ks_lgpo_is, ks_lgpo_lint, NULL)
FORMAT("registry-export", "registry export (.reg)", "レジストリのエクスポート (.reg)", "*.reg",
       reg_file_sniff, reg_file_lint, NULL)
FORMAT("sysmon", "Sysmon configuration", "Sysmon の構成", "sysmon*.xml",
       sysmon_sniff, sysmon_lint_file, NULL)
FORMAT("wef", "event subscription or query", "イベント サブスクリプションまたはクエリ", "",
       wef_sniff, wef_lint_file, NULL)
FORMAT("wef-client", "target subscription manager", "ターゲット サブスクリプション マネージャー", "",
       wef_client_sniff, wef_client_lint_file, NULL)
FORMAT("applocker", "AppLocker policy", "AppLocker ポリシー", "applocker*.xml",
       applocker_sniff, applocker_lint_file, NULL)
FORMAT("firewall", "Windows Firewall rules", "Windows ファイアウォールの規則", "",
       firewall_sniff, firewall_lint_file, NULL)
FORMAT("exploit-protection", "exploit protection", "Exploit Protection", "",
       exploit_sniff, exploit_lint_file, NULL)
FORMAT("app-control", "App Control policy", "App Control ポリシー", "",
       wdac_sniff, wdac_lint_file, NULL)
FORMAT("gpo-preferences", "group policy preferences", "グループ ポリシーの基本設定", "",
       format_preferences_is, format_preferences_lint, NULL)
// clang-format on
