// ROW(word, English, Japanese): what a row of the ledger says, by the word of evidence/ledger.h.
// Holes as in notes.h. A row with a failure of its own is said by that. No include guard.
// clang-format off
ROW("dirty", "the header is older than the content: copied while Windows was writing",
    "ヘッダーが内容より古い状態です: Windows が書き込み中にコピーされました")
ROW("full", "the log was full, and set not to overwrite: later events were not recorded",
    "ログが上限に達し、上書きしない設定です: その後のイベントは記録されていません")
ROW("no_checksums", "the log was written without checksums", "ログにチェックサムがありません")
ROW("empty", "empty", "空です")
ROW("foreign", "not a kind of evidence that this version reads", "このバージョンで読める種類の証拠ではありません")
ROW("copy_of", "the same bytes as another source, read once", "別のソースと同じ内容です (一度だけ読みました)")
ROW("wrapped", "older events were overwritten: the log goes round", "古いイベントは上書きされています (循環ログ)")
ROW("version", "format version {0}.{1}", "形式のバージョン {0}.{1}")
ROW("repeated_records", "{0,} record{0s} that another source has as well, given once",
    "別のソースにもあるレコード {0,} 件 (一度だけ出力しました)")
ROW("repeats_unknown", "{0,} record{0s} more than can be remembered: where another source has them as well, they are given twice",
    "記憶できる数を超えたレコード {0,} 件: 別のソースにもある場合は 2 回出力されます")
ROW("no_sandbox", "read without a sandbox", "サンドボックスなしで読みました")
ROW("output_cut", "record {0} unfolds to more than an output may hold, and was left out", "レコード {0} は展開すると出力の上限を超えるため、出力していません")
ROW("time_zone", "the export's times are {0} minutes ahead of UTC, as clocks within it tell; they were converted",
    "エクスポートの時刻は UTC より {0} 分進んでいます (記録内の時刻の比較による)。UTC に変換しました")
ROW("no_time_zone", "the export's times say no time zone; they are taken as UTC",
    "エクスポートの時刻にタイム ゾーンがありません。UTC とみなしました")
ROW("header_damaged", "the header is damaged; the content was read", "ヘッダーが破損しています。内容は読みました")
ROW("header_checksum", "the header's checksum is wrong; the content was read", "ヘッダーのチェックサムが合いません。内容は読みました")
ROW("records_checksum", "the checksum over the records is wrong; they were read", "レコードのチェックサムが合いません。レコードは読みました")
ROW("unflushed", "{0,} record{0s} behind what the header knows, read", "ヘッダーに未反映のレコード {0,} 件を読みました")
ROW("slack", "{0,} record{0s} of an older use of the space", "領域の以前の内容に {0,} 件のレコードがあります")
ROW("hidden_record", "record {1} is hidden inside record {0}, which was enlarged over it: the log was edited",
    "レコード {1} が、サイズを書き換えられたレコード {0} の中に隠されています: ログが改変されています")
ROW("carved", "{0,} record{0s} found in bytes that are no log", "ログではない領域から {0,} 件のレコードを見つけました")
ROW("record_gap", "record ids missing between {0} and {1}", "レコード ID が {0} と {1} の間で抜けています")
ROW("time_backwards", "time goes backwards at record {0}", "レコード {0} で時刻が戻っています")
ROW("unexplained_excess", "{0,} byte{0s} behind the record's content that nothing explains", "レコードの内容の後ろに、説明のつかない {0,} バイトがあります")
ROW("torn_record", "record {0} was cut while it was written; its front part was read", "レコード {0} は書き込み中に途切れています。前半は読みました")
ROW("damaged_record", "record {0} is damaged; recovered as far as it goes", "レコード {0} は破損しています。読める範囲で復元しました")
ROW("skipped", "bytes that are no record were skipped", "レコードではないバイト列を飛ばしました")
ROW("bad_slot", "64 KiB without a readable chunk", "読めるチャンクのない 64 KiB の領域があります")
ROW("partial_slot", "less than a chunk at the end of the file", "ファイルの末尾がチャンクの途中で終わっています")
ROW("log_replayed", "transaction log {0}: {1,} page{1s} replayed in memory",
    "トランザクション ログ {0}: {1,} ページをメモリ上で適用しました")
ROW("log_unused", "transaction log {0} does not continue this hive, and was not used",
    "トランザクション ログ {0} はこのハイブの続きではないため、使いませんでした")
ROW("log_damaged", "transaction log {0} is damaged, and was not used",
    "トランザクション ログ {0} は破損しているため、使いませんでした")
ROW("log_missing", "changes were on their way to this hive ({0} against {1}), and no transaction log that was read has them",
    "このハイブには書き込み途中の変更がありましたが ({0} と {1})、それを含むトランザクション ログを読み込んでいません")
ROW("bytes_behind", "{0,} byte{0s} behind the hive's content, of an older use",
    "ハイブの内容の後ろに、以前の使用による {0,} バイトがあります")
ROW("layered", "holds differences to another hive, not a whole one",
    "別のハイブとの差分だけを含みます")
ROW("hive_header", "the hive's header is damaged; its content was found without it",
    "ハイブのヘッダーが破損しています。内容はヘッダーなしで探しました")
ROW("hive_short", "the hive is cut: {0,} byte{0s} of {1,} are there",
    "ハイブが途中で切れています: {1,} バイトのうち {0,} バイトだけあります")
ROW("no_root", "the hive's first key was not found",
    "ハイブの最初のキーが見つかりません")
ROW("bad_bin", "bytes that are no bin of cells were skipped",
    "セルの入ったビンではない領域を飛ばしました")
ROW("bad_bin_rest", "a cell's size is wrong; what lies behind it in its bin is reached only from other keys",
    "セルのサイズが不正です。同じビンのそれより後ろは、ほかのキーからの参照でのみ読みました")
ROW("bad_cell", "refers to {0x}, where no cell is",
    "{0x} を参照していますが、そこにセルがありません")
ROW("free_cell", "refers to {0x}, a cell that is not in use",
    "使われていないセル {0x} を参照しています")
ROW("no_key", "refers to {0x}, which is no key",
    "{0x} を参照していますが、キーではありません")
ROW("no_value", "refers to {0x}, which is no value",
    "{0x} を参照していますが、値ではありません")
ROW("no_list", "refers to {0x}, which is no list of keys",
    "{0x} を参照していますが、キーの一覧ではありません")
ROW("no_security", "refers to {0x}, which is no security descriptor",
    "{0x} を参照していますが、セキュリティ記述子ではありません")
ROW("list_cut", "a list of {0,} has room for {1,} only",
    "{0,} 件の一覧に {1,} 件分の領域しかありません")
ROW("list_twice", "refers to {0x}, a list that another key has already; read once",
    "{0x} は別のキーの一覧です (一度だけ読みました)")
ROW("key_twice", "refers to {0x}, a key that another list has as well; read once",
    "{0x} は別の一覧にもあるキーです (一度だけ読みました)")
ROW("subkeys_less", "{0,} of {1,} subkeys are there",
    "サブキー {1,} 個のうち {0,} 個だけあります")
ROW("wrong_parent", "says that its parent is {0x}; it is {1x}",
    "親を {0x} としていますが、実際は {1x} です")
ROW("name_cut", "a name of {0,} byte{0s} has room for {1,} only",
    "{0,} バイトの名前に {1,} バイト分の領域しかありません")
ROW("data_cut", "{0,} of {1,} byte{1s} of data are there",
    "データ {1,} バイトのうち {0,} バイトだけあります")
ROW("too_deep", "keys below depth {0} were not read",
    "深さ {0} より下のキーは読みませんでした")
ROW("unread", "not read", "読めませんでした")
ROW("shrank", "became shorter while it was read", "読み取り中に短くなりました")
// clang-format on
