// What can be wrong with audit.csv (MS-GPAC 2.2.1 and 3.2.5).
#pragma once
#include "policy/mistake.h"

// clang-format off
#define AUDIT_MISTAKES(X) \
  X(HEADER, "audit-header", ERROR, "the first line is not the seven column names of audit.csv: Windows ignores the whole file", "1 行目が audit.csv の 7 つの列名ではありません。Windows はファイル全体を無視します", \
    "write: Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value", \
    "Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value と書いてください") \
  X(MARK, "audit-bom", ERROR, "the file is {0}; a byte order mark makes the first column name unknown", "ファイルが {0} です。BOM があると先頭の列名が認識されません", \
    "save it as ANSI or UTF-8 without BOM", "ANSI または BOM なしの UTF-8 で保存してください") \
  X(REPORT, "audit-report", ERROR, "six columns: this is what 'auditpol /get /r' prints, and no policy", "6 列です。これは 'auditpol /get /r' の出力で、ポリシーとしては使えません", \
    "use 'auditpol /backup /file:...' for a file that can be applied", "適用できるファイルは 'auditpol /backup /file:...' で作成してください") \
  X(COLUMNS, "audit-columns", ERROR, "{0} columns instead of {1}: Windows ignores the whole file", "列が {1} 個ではなく {0} 個です。Windows はファイル全体を無視します", \
    "count the commas; put a text that holds one in quotes", "コンマの数を確認してください。コンマを含む文字列は引用符で囲んでください") \
  X(QUOTE, "audit-quote", ERROR, "a quote that is not closed, or text behind one", "閉じていない引用符か、引用符の後ろの余分な文字列があります", \
    "put the whole cell in quotes, and double those inside", "セル全体を引用符で囲み、中の引用符は 2 つ重ねてください") \
  X(GUID, "audit-guid", ERROR, "'{0}' is no GUID of a subcategory; by its name it should be {1}", "'{0}' はサブカテゴリの GUID ではありません。名前からは {1} のはずです", \
    "correct it: only the GUID counts", "修正してください (GUID だけが使われます)") \
  X(GUID_UNKNOWN, "audit-guid-unknown", ERROR, "'{0}' is no GUID of a subcategory", "'{0}' はサブカテゴリの GUID ではありません", \
    "correct it: only the GUID counts", "修正してください (GUID だけが使われます)") \
  X(NAME, "audit-name", WARNING, "the name says '{0}', the GUID means '{1}', and the GUID counts", "名前は '{0}' ですが、GUID は '{1}' を表し、GUID が有効です", \
    "correct the one that is wrong", "誤っているほうを修正してください") \
  X(VALUE, "audit-value", ERROR, "'{0}' is no value of this row: {1}", "'{0}' はこの行の値ではありません (使える値: {1})", \
    "correct it; Windows ignores the whole file otherwise", "修正してください。このままでは Windows はファイル全体を無視します") \
  X(TEXT, "audit-text", WARNING, "the text says '{0}', the value {1}, and the value counts", "文字列は '{0}' ですが、値は {1} で、値が有効です", \
    "correct the one that is wrong", "誤っているほうを修正してください") \
  X(UNCLEAR, "audit-none", WARNING, "'{0}' with the value 0: by the specification that changes nothing", "'{0}' の値が 0 です。仕様では「変更しない」の意味になります", \
    "write 4 to turn auditing off", "監査を無効にするには 4 と書いてください") \
  X(TWICE, "audit-twice", WARNING, "'{0}' was set in line {1} already", "'{0}' は {1} 行目で既に設定されています", \
    "keep one of the two", "どちらか一方だけにしてください") \
  X(TARGET, "audit-target", WARNING, "'{0}' is neither System nor the SID of an account: Windows ignores the row", "'{0}' は System でもアカウントの SID でもないため、Windows はこの行を無視します", \
    "write System, or the account's SID", "System またはアカウントの SID を書いてください") \
  X(GROUP, "audit-group", WARNING, "'{0}' is a group: audit policy for single users does not work with groups", "'{0}' はグループです。ユーザーごとの監査はグループには使えません", \
    "write one row for each account", "アカウントごとに行を書いてください") \
  X(OPTION, "audit-option", ERROR, "there is no option '{0}'", "オプション '{0}' はありません", \
    "use CrashOnAuditFail, FullPrivilegeAuditing, AuditBaseObjects or AuditBaseDirectories", "CrashOnAuditFail、FullPrivilegeAuditing、AuditBaseObjects、AuditBaseDirectories のいずれかを使ってください") \
  X(SACL_EMPTY, "audit-sacl-empty", WARNING, "the global SACL has no entry that audits: {0}", "グローバル SACL に監査エントリがありません: {0}", \
    "write S:(AU;SAFA;...;;;WD)", "S:(AU;SAFA;...;;;WD) の形で書いてください") \
  X(SACL_DEAD, "audit-sacl-dead", WARNING, "a global SACL for {0}, but '{1}' is not audited here: nothing is logged", "{0} のグローバル SACL がありますが、'{1}' の監査が有効ではないため、何も記録されません", \
    "audit that subcategory too", "そのサブカテゴリの監査も有効にしてください") \
  X(NOISY, "audit-noisy", NOTE, "'{0}' records very many events", "'{0}' は非常に多くのイベントを記録します", \
    "plan the size of the Security log for it", "セキュリティ ログのサイズを計画してください") \
  X(LOCKOUT, "audit-lockout", WARNING, "'{0}' without failure: a lockout (4625) is a failure", "'{0}' で失敗が監査されません。ロックアウト (4625) は失敗のイベントです", \
    "audit failures too", "失敗も監査してください") \
  X(TOO_MANY, "audit-too-many", ERROR, "more rows than a policy can have: the rest was not read", "行が多すぎます。残りは読んでいません", \
    "check that this is the right file", "正しいファイルか確認してください")
// clang-format on
typedef enum {
#define X(name, ...) AUDIT_##name,
    AUDIT_MISTAKES(X)
#undef X
        AUDIT_MISTAKE_COUNT
} audit_mistake;
extern const ks_mistake_kind audit_kinds[AUDIT_MISTAKE_COUNT];
