// SDDL and security descriptors: text to bytes and back, with every mistake at its place.
#include "policy/sddl.h"

#include "base/number.h"
#include "policy/access.h"

#include "test.h"

static ks_arena arena;
static u8 text_bytes[1 << 16];

static ks_out text_out(void)
{
    return (ks_out){ .at = text_bytes,
                     .start = text_bytes,
                     .end = text_bytes + sizeof text_bytes - ks_out_slack };
}

static bool prints(const ks_security_descriptor *sd, const char *expected)
{
    ks_out out = text_out();
    ks_out_sddl(&out, sd);
    bool is_same = ks_str_equal(ks_out_str(&out), ks_str_of(expected));
    if (!is_same)
        remark("printed: %.*s", (int)ks_out_size(&out), (const char *)text_bytes);
    return is_same;
}

static void round_trips(void)
{
    const struct {
        const char *sentence, *text, *canonical; // NULL: the same
    } rows[] = {
        { "owner, group and both lists", "O:BAG:SYD:PAI(A;OICI;FA;;;SY)S:AI(AU;OICISAFA;FA;;;WD)",
          NULL },
        { "nothing at all", "", NULL },
        { "an empty DACL stays empty", "D:", NULL },
        { "a protected DACL without entries", "D:P", NULL },
        { "a NULL DACL", "D:NO_ACCESS_CONTROL", NULL },
        { "a SID between parts", "O:S-1-5-18D:(A;;KA;;;BA)", "O:SYD:(A;;KA;;;BA)" },
        { "a long SID", "D:(A;;KA;;;S-1-5-21-1-2-3-1001)", NULL },
        { "an authority beyond 32 bits", "D:(A;;KA;;;S-1-0x100000000-5)", NULL },
        { "service rights by letters", "D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)", NULL },
        { "letters in another order", "D:(A;;RCCC;;;SY)", "D:(A;;CCRC;;;SY)" },
        { "set value is DC, as Windows prints it", "D:(A;;0x2;;;SY)", "D:(A;;DC;;;SY)" },
        { "octal and decimal numbers", "D:(A;;017;;;SY)(A;;16;;;SY)",
          "D:(A;;CCDCLCSW;;;SY)(A;;RP;;;SY)" },
        { "bits without letters are hexadecimal", "D:(A;;0x1200a9;;;BU)", NULL },
        { "execute of keys is read of keys", "D:(A;;KX;;;BU)", "D:(A;;KR;;;BU)" },
        { "generic rights", "D:(A;OICIIO;SDGXGWGR;;;AU)", NULL },
        { "an object entry",
          "D:(OA;CIIO;RPWP;bf967aba-0de6-11d0-a285-00aa003049e2;"
          "4828cc14-1437-45bc-9b07-ad6f015e5f28;PS)",
          NULL },
        { "one GUID only", "D:(OA;;CR;;4828cc14-1437-45bc-9b07-ad6f015e5f28;AU)", NULL },
        { "a mandatory label", "S:(ML;;NWNR;;;HI)", NULL },
        { "a process trust label", "S:(TL;TP;CCRC;;;S-1-19-512-4096)", NULL },
        { "auto-inheritance asked for", "D:PARAI(A;;FA;;;SY)S:PARAI", NULL },
        { "small letters and blanks", " d:p ( a ; oici ; fa ; ; ; sy ) ", "D:P(A;OICI;FA;;;SY)" },
        { "the order of the parts does not matter", "S:(AU;SAFA;KA;;;WD)D:(A;;KA;;;SY)",
          "D:(A;;KA;;;SY)S:(AU;SAFA;KA;;;WD)" },
        { "a condition",
          "D:(XA;;FX;;;WD;(@User.Title==\"PM\" && (Level>=0x10 || !(Exists Other))))", NULL },
        { "a condition on groups", "D:(XA;;FX;;;WD;(Member_of {SID(BA), SID(S-1-5-21-1-2-3-4)}))",
          "D:(XA;;FX;;;WD;(Member_of{SID(BA),SID(S-1-5-21-1-2-3-4)}))" },
        { "one group is a set of one", "D:(XD;;FX;;;WD;(Not_Device_Member_of_Any SID(BA)))",
          "D:(XD;;FX;;;WD;(Not_Device_Member_of_Any{SID(BA)}))" },
        { "sets, bytes and numbers",
          "D:(XA;;FX;;;WD;(@Resource.a Any_of {1,-017,+5,#0aff,\"x;)\"}))",
          "D:(XA;;FX;;;WD;(@Resource.a Any_of {1,-017,+5,#0AFF,\"x;)\"}))" },
        { "and binds closer than or", "D:(XA;;FX;;;WD;(a==1 || b==2 && c==3))",
          "D:(XA;;FX;;;WD;(a==1 || (b==2 && c==3)))" },
        { "and binds to the left", "D:(XA;;FX;;;WD;(a==1 && b==2 && (c==3 && d==4)))", NULL },
        { "a name with a blank in it", "D:(XA;;FX;;;WD;(@Device.a%0020b!=c))", NULL },
        { "an attribute of a resource as bytes", "S:(RA;;;;;WD;(#01020304))", NULL },
        { "the same letters mean other things in each field", "D:(A;SA;WD;;;SY)(A;;RC;;;RC)",
          NULL },
        { "accounts of the machine that are known everywhere",
          "D:(A;;FA;;;AA)(A;;FA;;;CY)(A;;FA;;;ES)(A;;FA;;;WR)(A;;FA;;;UD)(A;;FA;;;AC)", NULL },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        ks_arena copy = arena;
        ks_security_descriptor sd = { 0 }, again = { 0 };
        ks_sddl_problem problem = { 0 };
        ks_span bytes = { 0 };
        ks_fail fail = { 0 };
        const char *expected = rows[i].canonical ? rows[i].canonical : rows[i].text;
        bool is_read = ks_sddl_read(ks_str_of(rows[i].text), NULL, &copy, &sd, &problem);
        check(rows[i].sentence, is_read && prints(&sd, expected));
        bool is_back = is_read && ks_security_descriptor_write(&sd, &copy, &bytes, &fail) &&
                       ks_security_descriptor_read(bytes, &copy, &again, &fail);
        check("its bytes say the same", is_back && ks_acl_equal(&sd.dacl, &again.dacl) &&
                                            ks_acl_equal(&sd.sacl, &again.sacl) &&
                                            sd.control == again.control);
    }
}

static void mistakes(void)
{
    const struct {
        const char *sentence, *text;
        ks_sddl_problem_kind kind;
        size_t column;
        const char *at_fault;
    } rows[] = {
        { "an unknown part", "D:X:SY", KS_SDDL_NO_SECTION, 3, "X:SY" },
        { "a part that occurs twice", "D:D:", KS_SDDL_SECTION_TWICE, 3, "D:" },
        { "an unknown account", "O:XX", KS_SDDL_BAD_SID, 3, "XX" },
        { "an owner that is cut", "O:B", KS_SDDL_BAD_SID, 3, "B" },
        { "a SID with a word in it", "D:(A;;FA;;;S-1-5-x)", KS_SDDL_BAD_SID, 12, "S-1-5-x" },
        { "an account of an unknown domain", "D:(A;;FA;;;DA)", KS_SDDL_NO_DOMAIN, 12, "DA" },
        { "a parenthesis that is not closed", "D:(A;;FA;;;SY", KS_SDDL_NOT_CLOSED, 3, "(" },
        { "too few fields", "D:(A;;FA;;SY)", KS_SDDL_FIELD_COUNT, 3, "5" },
        { "an unknown type", "D:(Q;;FA;;;SY)", KS_SDDL_BAD_TYPE, 4, "Q" },
        { "an unknown flag", "D:(A;OIXX;FA;;;SY)", KS_SDDL_BAD_FLAGS, 8, "XX" },
        { "half a flag", "D:(A;O;FA;;;SY)", KS_SDDL_BAD_FLAGS, 6, "O" },
        { "an unknown right", "D:(A;;FAXX;;;SY)", KS_SDDL_BAD_RIGHTS, 9, "XX" },
        { "half a right", "D:(A;;FAF;;;SY)", KS_SDDL_BAD_RIGHTS, 9, "F" },
        { "a number with letters behind it", "D:(A;;0x1g;;;SY)", KS_SDDL_BAD_RIGHTS, 7, "0x1g" },
        { "a number beyond 32 bits", "D:(A;;0x100000000;;;SY)", KS_SDDL_BAD_RIGHTS, 7,
          "0x100000000" },
        { "a GUID that is none", "D:(OA;;CR;bf96;;SY)", KS_SDDL_BAD_GUID, 11, "bf96" },
        { "a GUID in a plain entry", "D:(A;;CR;bf967aba-0de6-11d0-a285-00aa003049e2;;SY)",
          KS_SDDL_GUID_UNUSED, 10, "bf967aba-0de6-11d0-a285-00aa003049e2" },
        { "a condition in a plain entry", "D:(A;;CR;;;SY;(a==1))", KS_SDDL_DATA_UNUSED, 15,
          "(a==1)" },
        { "a condition without its value", "D:(XA;;FX;;;WD;(a==))", KS_SDDL_BAD_CONDITION, 20,
          ")" },
        { "a condition that goes on", "D:(XA;;FX;;;WD;(a==1)x)", KS_SDDL_BAD_CONDITION, 22, "x" },
        { "text behind the account", "D:(A;;FA;;;SYSTEM)", KS_SDDL_BAD_SID, 12, "SYSTEM" },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        ks_arena copy = arena;
        ks_security_descriptor sd = { 0 };
        ks_sddl_problem problem = { 0 };
        bool is_read = ks_sddl_read(ks_str_of(rows[i].text), NULL, &copy, &sd, &problem);
        bool is_right = !is_read && problem.kind == rows[i].kind &&
                        problem.column == rows[i].column &&
                        ks_str_equal(problem.text, ks_str_of(rows[i].at_fault));
        check(rows[i].sentence, is_right);
        if (!is_right)
            remark("kind %d column %zu", (int)problem.kind, problem.column);
    }
}

static void domains(void)
{
    ks_sid_domains known = { 0 };
    ks_security_descriptor sd = { 0 };
    ks_sddl_problem problem = { 0 };
    ks_arena copy = arena;
    check("a domain's letters become its SID",
          ks_sid_parse(KS_STR("S-1-5-21-1-2-3"), &known.domain) &&
              ks_sddl_read(KS_STR("O:DAD:(A;;FA;;;DU)"), &known, &copy, &sd, &problem) &&
              prints(&sd, "O:S-1-5-21-1-2-3-512D:(A;;FA;;;S-1-5-21-1-2-3-513)"));
    ks_out out = text_out();
    ks_out_account(&out, &sd.owner);
    check("and its name is told with it",
          ks_str_equal(ks_out_str(&out), KS_STR("Domain Admins (S-1-5-21-1-2-3-512)")));
}

// clang-format off
#define EVERYONE "\1\1\0\0\0\0\0\1\0\0\0\0"
#define SAMPLE "\1\0\x10\x80" "\0\0\0\0" "\0\0\0\0" "\x14\0\0\0" "\0\0\0\0" \
               "\2\0\x1c\0" "\1\0\0\0" "\2\xc0\x14\0" "\xff\1\x1f\0" EVERYONE
// clang-format on

static bool refused(const char *bytes, size_t size, ks_reason reason, u64 offset)
{
    ks_arena copy = arena;
    ks_security_descriptor sd = { 0 };
    ks_fail fail = { 0 };
    return !ks_security_descriptor_read((ks_span){ (const u8 *)bytes, size }, &copy, &sd, &fail) &&
           fail.reason == reason && fail.place.offset == offset;
}

static void bytes(void)
{
    ks_arena copy = arena;
    ks_security_descriptor sd = { 0 };
    ks_fail fail = { 0 };
    ks_span written = { 0 };
    ks_span sample = { (const u8 *)SAMPLE, sizeof SAMPLE - 1 };
    check("bytes as Windows writes them are read",
          ks_security_descriptor_read(sample, &copy, &sd, &fail) &&
              prints(&sd, "S:(AU;SAFA;FA;;;WD)"));
    check("and written the same", ks_security_descriptor_write(&sd, &copy, &written, &fail) &&
                                      ks_span_equal(written, sample));
    bool is_refused = true;
    for (size_t size = 0; size < sample.size; size++) {
        ks_arena again = arena;
        is_refused = is_refused &&
                     !ks_security_descriptor_read((ks_span){ sample.at, size }, &again, &sd, &fail);
    }
    check("wherever they are cut, they are refused", is_refused);
    char changed[sizeof SAMPLE];
    memcpy(changed, SAMPLE, sizeof SAMPLE);
    changed[0] = 2;
    check("another revision is refused", refused(changed, sample.size, KS_BAD_VALUE, 0));
    changed[0] = 1;
    changed[30] = 6;
    check("an ACE of six bytes is refused at its size",
          refused(changed, sample.size, KS_BAD_SIZE, 30));
    changed[30] = 0x14;
    changed[37] = 16;
    check("a SID longer than its ACE is refused", refused(changed, sample.size, KS_BAD_VALUE, 36));
    changed[37] = 1;
    changed[28] = 0x44;
    copy = arena;
    check("an ACE of an unknown type keeps its bytes",
          ks_security_descriptor_read((ks_span){ (const u8 *)changed, sample.size }, &copy, &sd,
                                      &fail) &&
              sd.sacl.aces[0].data.size == 16 &&
              prints(&sd, "S:(0x44;SAFA;#FF011F00010100000000000100000000)"));
}

static void in_words(void)
{
    const struct {
        const char *sentence, *text;
        ks_object_type type;
        ks_lang lang;
        const char *words;
    } rows[] = {
        { "an audit entry of a key", "S:(AU;CISAFA;DCLC;;;WD)", KS_OBJECT_KEY, KS_EN,
          "audit success and failure of Everyone: set value, create subkey (this key and "
          "subkeys)" },
        { "the same in Japanese", "S:(AU;CISAFA;DCLC;;;WD)", KS_OBJECT_KEY, KS_JA,
          "Everyone の成功と失敗を監査: 値の設定、サブキーの作成 (このキーとサブキー)" },
        { "generic rights are the object's own", "S:(AU;SA;GA;;;WD)", KS_OBJECT_KEY, KS_EN,
          "audit success of Everyone: full control" },
        { "an audit entry that audits nothing", "S:(AU;;KA;;;WD)", KS_OBJECT_KEY, KS_EN,
          "audits nothing (neither success nor failure is asked for), Everyone: full control" },
        { "object inheritance does nothing in the registry", "S:(AU;OISA;KA;;;WD)", KS_OBJECT_KEY,
          KS_EN, "audit success of Everyone: full control" },
        { "rights of a folder", "S:(AU;OICIIOSA;DCDTSD;;;AU)", KS_OBJECT_FOLDER, KS_EN,
          "audit success of NT AUTHORITY\\Authenticated Users: create files, delete subfolders "
          "and files, delete (subfolders and files only)" },
        { "bits without a word are shown", "S:(AU;SA;0x1002;;;WD)", KS_OBJECT_KEY, KS_EN,
          "audit success of Everyone: set value, 0x1000" },
        { "rights of a service", "S:(AU;FA;RPWP;;;WD)", KS_OBJECT_SERVICE, KS_JA,
          "Everyone の失敗を監査: 開始、停止" },
        { "a label", "S:(ML;;NW;;;LW)", KS_OBJECT_FILE, KS_EN,
          "integrity level Mandatory Label\\Low Mandatory Level; those below may not: write" },
    };
    for (size_t i = 0; i < countof(rows); i++) {
        ks_arena copy = arena;
        ks_security_descriptor sd = { 0 };
        ks_sddl_problem problem = { 0 };
        ks_out out = text_out();
        if (ks_sddl_read(ks_str_of(rows[i].text), NULL, &copy, &sd, &problem))
            ks_out_ace_words(&out, &sd.sacl.aces[0], rows[i].type, rows[i].lang);
        bool is_right = ks_str_equal(ks_out_str(&out), ks_str_of(rows[i].words));
        check(rows[i].sentence, is_right);
        if (!is_right)
            remark("said: %.*s", (int)ks_out_size(&out), (const char *)text_bytes);
    }
}

static void sentences(void)
{
    ks_sddl_problem problem = { .text = KS_STR("XX") };
    bool is_fine = true;
    for (size_t i = 0; i < KS_SDDL_PROBLEM_COUNT; i++) {
        for (size_t lang = 0; lang < KS_LANG_COUNT; lang++) {
            problem.kind = (ks_sddl_problem_kind)i;
            ks_out out = text_out();
            ks_sddl_problem_say(&out, &problem, (ks_lang)lang);
            is_fine = is_fine && ks_out_size(&out) > 0;
            out = text_out();
            ks_sddl_problem_remedy(&out, &problem, (ks_lang)lang);
            is_fine = is_fine && ks_out_size(&out) > 0;
        }
    }
    check("every mistake has its sentence and its remedy in both languages", is_fine);
}

int main(void)
{
    if (!ks_arena_open(&arena, "test", (size_t)1 << 24))
        return 1;
    round_trips();
    mistakes();
    domains();
    bytes();
    in_words();
    sentences();
    return checked();
}
