// SAY(reason, EN(what, remedy), JA(what, remedy)): one row a reason of base/fail.h. Holes as in
// notes.h, and {errno}: the system's words for the first number. The place is put in front by
// ks_say_fail. No include guard: expanded by fail.c.
// clang-format off
SAY(NONE,               EN("nothing failed", "nothing has to be done"),
                        JA("失敗していません", "何もする必要はありません"))
SAY(TRUNCATED,          EN("{0,} byte{0s} wanted for '{text}', {1,} left", "copy the file again and compare the sizes"),
                        JA("'{text}' に {0,} バイト必要ですが、残りは {1,} バイトです", "ファイルを取り直し、サイズを比べてください"))
SAY(BAD_MAGIC,          EN("'{text}' is {0x}, {1x} expected", "check that this file is what its name says"),
                        JA("'{text}' が {0x} です ({1x} のはずです)", "ファイルの中身が名前どおりか確認してください"))
SAY(BAD_SIZE,           EN("size of '{text}' is {0,}, {1,} expected", "treat what lies behind it as damaged; copy the file again if you can"),
                        JA("'{text}' のサイズが {0,} です ({1,} のはずです)", "それより後ろは破損とみなし、可能ならファイルを取り直してください"))
SAY(BAD_VALUE,          EN("'{text}' is {0x}, which the format does not have", "copy the file again; if it is the same, please report it with the record's bytes"),
                        JA("'{text}' が {0x} です。この形式にない値です", "ファイルを取り直してください。同じ結果なら、レコードのバイト列を添えてご報告ください"))
SAY(TOO_DEEP,           EN("'{text}' is nested {0,} deep, the limit is {1,}", "treat it as damaged or hostile; the rest was read"),
                        JA("'{text}' の入れ子が {0,} 段あります (上限は {1,})", "破損または攻撃とみなしてください。残りは読みました"))
SAY(TOO_MANY,           EN("{0,} of '{text}', the limit is {1,}", "give less evidence at a time, or split the file"),
                        JA("'{text}' が {0,} 個あります (上限は {1,})", "証拠を分けて指定するか、ファイルを分割してください"))
SAY(OVER_BUDGET,        EN("the memory for '{text}' is spent", "give less evidence at a time, or use fewer threads"),
                        JA("'{text}' 用のメモリを使い切りました", "証拠を分けて指定するか、スレッド数を減らしてください"))
SAY(OPEN_FAILED,        EN("cannot open '{text}': {errno}", "check the path and your right to read it"),
                        JA("'{text}' を開けません: {errno}", "パスと読み取り権限を確認してください"))
SAY(READ_FAILED,        EN("cannot read '{text}': {errno}", "check the disk or the network share, and copy the file again"),
                        JA("'{text}' を読めません: {errno}", "ディスクやネットワーク共有を確認し、ファイルを取り直してください"))
SAY(SHRANK,             EN("'{text}' became shorter while it was read: {0,} byte{0s} of {1,}", "work on a copy that nothing writes to"),
                        JA("'{text}' が読み取り中に短くなりました: {1,} バイトのうち {0,} バイト", "書き込まれることのないコピーを使ってください"))
SAY(WRITE_FAILED,       EN("cannot write '{text}': {errno}", "check the space left and your right to write there"),
                        JA("'{text}' に書き込めません: {errno}", "空き容量と書き込み権限を確認してください"))
SAY(OUTPUT_EXISTS,      EN("'{text}' exists", "choose another name, or use --force to replace it"),
                        JA("'{text}' は既に存在します", "別の名前を選ぶか、--force で置き換えてください"))
SAY(OUTPUT_IN_EVIDENCE, EN("'{text}' lies within the evidence, which is never written to", "choose a place outside of the evidence"),
                        JA("'{text}' は証拠の中にあります。証拠には書き込みません", "証拠の外の場所を選んでください"))
SAY(NOT_EVIDENCE,       EN("'{text}' is no evidence that this version reads", "check the file; with --carve, chunks of event logs are looked for in any bytes"),
                        JA("'{text}' はこのバージョンで読める証拠ではありません", "ファイルを確認してください。--carve を使うと、任意のバイト列からイベント ログのチャンクを探します"))
SAY(NO_EVIDENCE,        EN("no evidence in '{text}'", "check the path; event logs lie in Windows\\System32\\winevt\\Logs"),
                        JA("'{text}' に証拠がありません", "パスを確認してください。イベント ログは Windows\\System32\\winevt\\Logs にあります"))
SAY(ARCHIVE_DAMAGED,    EN("the archive is damaged: {text}", "copy the archive again, or unpack what can be unpacked"),
                        JA("アーカイブが破損しています: {text}", "アーカイブを取り直すか、展開できるものを展開してください"))
SAY(ARCHIVE_BOMB,       EN("'{text}' unfolds to more than {1b}", "unpack it yourself if you trust it, and give the folder"),
                        JA("'{text}' は展開すると {1b} を超えます", "信頼できる場合は自分で展開し、フォルダーを指定してください"))
SAY(ARCHIVE_ENCRYPTED,  EN("'{text}' is encrypted", "unpack it with its password, and give the folder"),
                        JA("'{text}' は暗号化されています", "パスワードを使って展開し、フォルダーを指定してください"))
SAY(ARCHIVE_NESTED,     EN("'{text}' is an archive {0,} deep, the limit is {1,}", "unpack the outer archive, and give the folder"),
                        JA("'{text}' は {0,} 段目のアーカイブです (上限は {1,})", "外側のアーカイブを展開し、フォルダーを指定してください"))
SAY(BAD_JSON,           EN("line {0}, column {1}: {text} expected", "check that the export is whole; the lines before it were read"),
                        JA("{0} 行 {1} 列: {text} があるはずです", "エクスポートが完全か確認してください。その前の行は読みました"))
SAY(BAD_PATTERN,        EN("pattern is wrong at character {0}: {text}", "correct it, or use -F to look for literal text"),
                        JA("パターンの {0} 文字目に誤りがあります: {text}", "修正するか、-F で文字どおりに検索してください"))
SAY(BAD_SOURCES,        EN("line {0}, column {1} of a table of log sources: {text}", "write it in the form of Konseki's own table, catalogue/logsources.yaml, whose head describes it"),
                        JA("ログ ソースの表の {0} 行 {1} 列: {text}", "Konseki 自身の表 catalogue/logsources.yaml と同じ形式で書いてください (形式の説明は同ファイルの先頭にあります)"))
SAY(NO_STATE,           EN("'{text}' holds no hive, policy or export that this version reads", "give hives (SYSTEM, SOFTWARE, SECURITY from Windows\\System32\\config) or a policy's files"),
                        JA("'{text}' に、このバージョンで読めるハイブ、ポリシー、エクスポートがありません", "ハイブ (Windows\\System32\\config の SYSTEM、SOFTWARE、SECURITY など) かポリシーのファイルを指定してください"))
SAY(NO_PROFILE,         EN("no profile '{text}'", "name one of Konseki's own (minimum, recommended, ...), or a file in YAML"),
                        JA("プロファイル '{text}' はありません", "内蔵のプロファイルを指定するか、YAML ファイルを指定してください"))
SAY(PROFILE_YAML,       EN("line {0}, column {1} of the profile: {text}", "correct the YAML there"),
                        JA("プロファイルの {0} 行 {1} 列: {text}", "その箇所の YAML を修正してください"))
SAY(PROFILE_FORM,       EN("line {0}, column {1} of the profile: '{text}' is missing, unknown or wrong", "write it as docs/settings.md shows: format: 1, then profiles"),
                        JA("プロファイルの {0} 行 {1} 列: '{text}' がないか、未知か、形式が違います", "format: 1 に続けて、id、title、extends、settings を持つ profiles を書いてください"))
SAY(PROFILE_SETTING,    EN("line {0}, column {1} of the profile: no setting '{text}'", "look for it with 'konseki settings search'"),
                        JA("プロファイルの {0} 行 {1} 列: 設定 '{text}' はありません", "konseki settings search で ID を探してください"))
SAY(PROFILE_PART,       EN("line {0}, column {1} of the profile: the setting has no part or role '{text}'", "see its parts with 'konseki settings explain'; roles are client, server, dc"),
                        JA("プロファイルの {0} 行 {1} 列: この設定に項目または役割 '{text}' はありません", "項目は konseki settings explain で確認してください。役割は client、server、dc です"))
SAY(PROFILE_PARTS,      EN("line {0}, column {1} of the profile: '{text}' has several parts, so one value is not enough", "give a value by part, or the name of a profile to take all of them from"),
                        JA("プロファイルの {0} 行 {1} 列: '{text}' には複数の項目があるため、値が 1 つでは足りません", "項目ごとに値を書くか、値の取得元とするプロファイルの名前を書いてください"))
SAY(PROFILE_VALUE,      EN("line {0}, column {1} of the profile: '{text}' is no value of this setting", "see 'konseki settings explain'; compare like '>= 64 MiB', '2 | 3', 'absent or 0'"),
                        JA("プロファイルの {0} 行 {1} 列: '{text}' はこの設定の値ではありません", "値は konseki settings explain で確認してください。比較は '>= 64 MiB'、'2 | 3'、'absent or 0' のように書きます"))
SAY(PROFILE_PARENT,     EN("line {0}, column {1} of the profile: it cannot extend '{text}'", "name one of Konseki's own, or one that stands before it in the file"),
                        JA("プロファイルの {0} 行 {1} 列: '{text}' は継承できません", "内蔵のプロファイルか、同じファイルのそれより前にあるものを指定してください"))
SAY(BAD_FILTER,         EN("--where '{text}' is wrong at column {0}", "write it like --where 'CommandLine~*mimi*' or --where 'LogonType=10'"),
                        JA("--where '{text}' の {0} 列目に誤りがあります", "--where 'CommandLine~*mimi*' や --where 'LogonType=10' のように書いてください"))
SAY(BAD_NAMES,          EN("a name is missing in '{text}' at column {0}", "write names like --channel 'Security,*Sysmon*'"),
                        JA("'{text}' の {0} 列目に名前がありません", "--channel 'Security,*Sysmon*' のように名前を書いてください"))
SAY(BAD_IDS,            EN("--id '{text}' is wrong at column {0}: event ids are numbers from 0 to 65535", "write them like --id 4624,7000-7045"),
                        JA("--id '{text}' の {0} 列目に誤りがあります: イベント ID は 0 から 65535 までの数です", "--id 4624,7000-7045 のように書いてください"))
SAY(BAD_LEVELS,         EN("--level '{text}' names no level at column {0}", "write them like --level critical,error,warning,information,verbose, or as numbers"),
                        JA("--level '{text}' の {0} 列目はレベルではありません", "--level critical,error,warning,information,verbose のように、または数で書いてください"))
SAY(BAD_FOUND,          EN("--found '{text}' names no way of finding a record at column {0}", "write them like --found live,unflushed,torn,slack,hidden,carved"),
                        JA("--found '{text}' の {0} 列目はレコードの見つかり方ではありません", "--found live,unflushed,torn,slack,hidden,carved のように書いてください"))
SAY(BAD_TIME,           EN("'{text}' is no time", "write it like 2026-05-11, '2026-05-11 03:10' or 2026-05-11T03:10:02Z"),
                        JA("'{text}' は時刻ではありません", "2026-05-11、'2026-05-11 03:10'、2026-05-11T03:10:02Z のように書いてください"))
SAY(BAD_SPAN,           EN("--until '{text}' lies before --since: no event fits", "exchange the two, or correct one of them"),
                        JA("--until '{text}' が --since より前です。該当するイベントはあり得ません", "2 つを入れ替えるか、どちらかを修正してください"))
SAY(DATABASE,           EN("the case's database failed: {text} ({0})", "check the space left on the disk of the case, and run again"),
                        JA("ケースのデータベースで失敗しました: {text} ({0})", "ケースのあるディスクの空き容量を確認し、再実行してください"))
SAY(SANDBOX,            EN("cannot fence the program in ({text}): {errno}", "use a kernel with Landlock (5.13 or newer), or leave out --require-sandbox"),
                        JA("プログラムを隔離できません ({text}): {errno}", "Landlock のあるカーネル (5.13 以降) を使うか、--require-sandbox を外してください"))
SAY(NOT_HIVE,           EN("'{text}' is no registry hive", "check the file: a hive begins with 'regf'; .reg exports, event logs and transaction logs (.LOG1) are none"),
                        JA("'{text}' はレジストリ ハイブではありません", "ファイルを確認してください。ハイブは 'regf' で始まります (.reg ファイル、イベント ログ、トランザクション ログ (.LOG1) はハイブではありません)"))
SAY(NO_SUCH_KEY,        EN("there is no key '{text}' in the hive", "paths begin below the hive's own name, as in 'ControlSet001\\Services'; --tree --depth 1 shows the first keys"),
                        JA("ハイブにキー '{text}' はありません", "パスはハイブ自身の名前の下から、'ControlSet001\\Services' のように書いてください。--tree --depth 1 で最初のキーを確認できます"))
SAY(INTERRUPTED,        EN("interrupted", "run it again for the whole answer"),
                        JA("中断しました", "完全な結果を得るには再実行してください"))
SAY(UNSUPPORTED,        EN("'{text}' is not supported by this version", "use a newer version, or another format"),
                        JA("'{text}' はこのバージョンでは使えません", "新しいバージョンか、別の形式を使ってください"))
// clang-format on
