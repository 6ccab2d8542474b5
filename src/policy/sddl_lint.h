// What is wrong with a security descriptor that is written as text (SDDL) in a file.
#pragma once
#include "policy/mistake.h"

typedef enum { SDDL_OF_ANYTHING, SDDL_OF_FILES, SDDL_OF_KEYS, SDDL_OF_SERVICES } sddl_object;

// clang-format off
#define SDDL_MISTAKES(X) \
  X(AUDIT_IN_DACL, "sddl-audit-in-dacl", ERROR, "the audit entry '{0}' stands in D:", "監査エントリ '{0}' が D: の中にあります", \
    "move it to S:", "S: に移してください") \
  X(ACCESS_IN_SACL, "sddl-access-in-sacl", ERROR, "the entry '{0}' stands in S:, where it does nothing", "エントリ '{0}' が S: の中にあり、効果がありません", \
    "move it to D:, or make it an audit entry (AU)", "D: に移すか、監査エントリ (AU) にしてください") \
  X(NEVER_LOGS, "sddl-never-logs", WARNING, "the audit entry '{0}' has neither SA nor FA: it never logs", "監査エントリ '{0}' に SA も FA もないため、何も記録されません", \
    "add SA (success), FA (failure) or both", "SA (成功)、FA (失敗)、または両方を加えてください") \
  X(RIGHTS_OF_KEYS, "sddl-rights-of-keys", WARNING, "the entry '{0}' has rights of registry keys, and this is about files", "エントリ '{0}' はレジストリ キー用のアクセス権ですが、対象はファイルです", \
    "use FA, FR, FW or FX, or a number", "FA、FR、FW、FX、または数値を使ってください") \
  X(RIGHTS_OF_FILES, "sddl-rights-of-files", WARNING, "the entry '{0}' has rights of files, and this is about registry keys", "エントリ '{0}' はファイル用のアクセス権ですが、対象はレジストリ キーです", \
    "use KA, KR, KW, or a number such as 0xd0006", "KA、KR、KW、または 0xd0006 のような数値を使ってください") \
  X(GENERIC_AUDIT, "sddl-generic-audit", WARNING, "the audit entry '{0}' has a generic right, which is only matched after it was translated", "監査エントリ '{0}' に汎用アクセス権があります (変換後の権限で照合されます)", \
    "write the specific rights", "個別のアクセス権を書いてください") \
  X(EVERYBODY_WRITES, "sddl-everybody-writes", WARNING, "'{0}' lets everybody change the object", "'{0}' により、誰でもオブジェクトを変更できます", \
    "give write access to the accounts that need it", "書き込みは必要なアカウントにだけ許可してください") \
  X(NULL_DACL, "sddl-null-dacl", WARNING, "no access control: everybody may do everything", "アクセス制御がなく、誰でもすべての操作ができます", \
    "write the entries that are wanted", "必要なエントリを書いてください") \
  X(EMPTY_DACL, "sddl-empty-dacl", WARNING, "D: without an entry: nobody has access", "D: にエントリがなく、誰もアクセスできません", \
    "write the entries that are wanted, or leave D: out", "必要なエントリを書くか、D: を省いてください") \
  X(LOCKED_OUT, "sddl-locked-out", WARNING, "a protected list (P) that gives {0} no access", "保護されたリスト (P) で {0} にアクセス許可がありません", \
    "add (A;;...;;;SY) and (A;;...;;;BA)", "(A;;...;;;SY) と (A;;...;;;BA) を加えてください") \
  X(INHERIT_ONLY, "sddl-inherit-only", WARNING, "the entry '{0}' is for children only (IO), and inherited by none (no OI, no CI)", "エントリ '{0}' は継承専用 (IO) ですが、OI も CI もないため何にも適用されません", \
    "add OI or CI, or remove IO", "OI か CI を加えるか、IO を取り除いてください") \
  X(INHERITED, "sddl-inherited", NOTE, "the entry '{0}' is marked as inherited (ID)", "エントリ '{0}' に継承済みの印 (ID) があります", \
    "remove ID; Windows sets it itself", "ID を取り除いてください (Windows が設定します)") \
  X(ORDER, "sddl-order", WARNING, "the entry '{0}' denies, and stands behind one that allows", "拒否エントリ '{0}' が許可エントリの後にあります", \
    "put denials first", "拒否エントリを先に書いてください")
// clang-format on

// Adds what is wrong; `at` is the place of the text's first character. Gives the number of entries
// that audit something.
size_t sddl_lint(ks_str sddl, ks_mistake_place at, sddl_object object, ks_mistakes *mistakes);
