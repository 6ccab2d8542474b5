// Binary XML that no log of the field has, and that the format allows or a damaged page holds: what
// it says in nested JSON and in XML. Every row is printed by the fast and by the slow way, which
// must agree (reference: MS-EVEN6 2.2.12; evtx_dump 0.12.2 and evtxexport as seen).
#include "support/make_chunk.h"
#include "support/read_chunk.h"

#include "test.h"

#include <stdio.h>

static made_chunk chunk;
static made_chunk *const c = &chunk;

// --- plain elements (no template): the body of <Event>
static void cdata(void)
{
    put8(c, 0x07);
    put16(c, 3);
    put_units(c, "a<b");
}

static void character(void)
{
    text(c, "x");
    put8(c, 0x08);
    put16(c, 0x263a);
}

static void known_entity(void)
{
    text(c, "a");
    put8(c, 0x09);
    name(c, "amp");
    put8(c, 0x49); // "more follows" is decided by what follows
    name(c, "lt");
}

static void unknown_entity(void)
{
    put8(c, 0x09);
    name(c, "nbsp");
}

static void instruction(void)
{
    put8(c, 0x0a);
    name(c, "target");
    put8(c, 0x0b);
    put16(c, 4);
    put_units(c, "data");
    start(c, "A");
    text(c, "1");
    end(c);
}

static void xml_instruction(void)
{
    put8(c, 0x0a);
    name(c, "xml");
    put8(c, 0x0b);
    put16(c, 2);
    put_units(c, "?>");
}

static void backward_name(void)
{
    u32 node = c->at + 1 + 4 + 4;
    empty(c, "Twice");
    open_token(c, 0x01, NULL);
    put32(c, node);
    put8(c, 0x03);
    patch_open(c);
}

static void forward_name(void)
{
    open_token(c, 0x01, NULL);
    u32 reference = c->at;
    put32(c, 0);
    put8(c, 0x03);
    patch_open(c);
    ks_store32(c->bytes + reference, c->at + 1 + 4 + 4);
    empty(c, "Ahead");
}

static void name_outside(void)
{
    open_token(c, 0x01, NULL);
    put32(c, 0xfffffff0u);
    put8(c, 0x03);
    patch_open(c);
}

static void odd_name(void) { empty(c, "a\"b <c"); }

static void same_attribute_twice(void)
{
    open_token(c, 0x41, "A");
    put32(c, 0);
    put8(c, 0x46);
    name(c, "k");
    text(c, "1");
    put8(c, 0x06);
    name(c, "k");
    text(c, "2");
    put8(c, 0x03);
    patch_open(c);
}

static void same_siblings(void)
{
    for (int i = 0; i < 3; i++)
        empty(c, "X");
}

static void size_that_lies(void)
{
    u32 field = c->at + 1; // of an element without dependency
    start(c, "A");
    text(c, "1");
    end(c);
    ks_store32(c->bytes + field, 0xffffffffu);
}

static void nul_in_text(void)
{
    put8(c, 0x05);
    put8(c, 0x01);
    put16(c, 3);
    put16(c, 'a');
    put16(c, 0);
    put16(c, 'b');
}

static const struct {
    const char *sentence;
    void (*content)(void);
    const char *json, *xml; // of what stands in <Event>
} plain_rows[] = {
    { "CDATA is text", cdata, "\"a<b\"", "<Event>a&lt;b</Event>" },
    { "a character reference is its character", character, "\"x\xe2\x98\xba\"",
      "<Event>x\xe2\x98\xba</Event>" },
    { "known entities are their characters", known_entity, "\"a&<\"", "<Event>a&amp;&lt;</Event>" },
    { "an unknown entity stays as it is written", unknown_entity, "\"&nbsp;\"",
      "<Event>&amp;nbsp;</Event>" },
    { "an instruction is in XML alone", instruction, "{\"A\":\"1\"}",
      "<Event><?target data?><A>1</A></Event>" },
    { "an instruction cannot end early or be an XML declaration", xml_instruction, "null",
      "<Event><?_xml ?&gt;?></Event>" },
    { "a name may be stored before", backward_name, "{\"Twice\":null,\"Twice_1\":null}",
      "<Event><Twice/><Twice/></Event>" },
    { "a name may be stored behind", forward_name, "{\"Ahead\":null,\"Ahead_1\":null}",
      "<Event><Ahead/><Ahead/></Event>" },
    { "a name outside the chunk is unknown", name_outside, "{\"?\":null}", "<Event><_/></Event>" },
    { "a name that breaks JSON or XML does not", odd_name, "{\"a\\\"b <c\":null}",
      "<Event><a_b__c/></Event>" },
    { "an attribute that is there twice has another name in XML", same_attribute_twice,
      "{\"A\":{\"#attributes\":{\"k\":\"1\",\"k\":\"2\"}}}",
      "<Event><A k=\"1\" k.2=\"2\"/></Event>" },
    { "same siblings are numbered in JSON", same_siblings, "{\"X\":null,\"X_1\":null,\"X_2\":null}",
      "<Event><X/><X/><X/></Event>" },
    { "sizes inside elements are not believed", size_that_lies, "{\"A\":\"1\"}",
      "<Event><A>1</A></Event>" },
    { "text ends at its first NUL", nul_in_text, "\"a\"", "<Event>a</Event>" },
};

static void plain_elements(void)
{
    static chunk_reading r;
    for (size_t i = 0; i < countof(plain_rows); i++) {
        char json[512];
        snprintf(json, sizeof json, "{\"Event\":%s}", plain_rows[i].json);
        bool is_same[2];
        for (unsigned format = 0; format < 2; format++) {
            chunk_begin(c);
            record_begin(c, 1);
            start(c, "Event");
            plain_rows[i].content();
            end(c);
            record_end(c);
            r.format = format ? KS_XML : KS_JSON_NESTED;
            read_slot(&r, chunk_end(c));
            const char *expected = format ? plain_rows[i].xml : json;
            is_same[format] = strcmp(r.events, expected) == 0 && r.differences == 0;
            if (!is_same[format])
                remark("expected %s, found %s", expected, r.events);
        }
        check(plain_rows[i].sentence, is_same[0] && is_same[1]);
    }
}

// --- templates: a definition with one element whose holes are filled by the row's values
typedef struct {
    unsigned size, type;
    const char *bytes;
} given;

static void content_hole(void)
{
    start(c, "X");
    hole(c, 0, 1);
    end(c);
}

static void content_optional(void)
{
    start(c, "X");
    optional(c, 0, 1);
    end(c);
}

static void attribute_hole(void)
{
    start_with(c, "X", "k");
    hole(c, 0, 1);
    attributes_end(c);
    text(c, "t");
    end(c);
}

static void two_holes(void)
{
    start(c, "X");
    hole(c, 0, 1);
    hole(c, 1, 1);
    end(c);
}

static void attribute_and_content(void)
{
    start_with(c, "X", "k");
    hole(c, 0, 1);
    attributes_end(c);
    hole(c, 1, 1);
    end(c);
}

static void data_hole(void)
{
    start(c, "EventData");
    start(c, "Data");
    hole(c, 0, 1);
    end(c);
    end(c);
}

static void named_data(void)
{
    start(c, "EventData");
    start_with(c, "Data", "Name");
    text(c, "n");
    attributes_end(c);
    hole(c, 0, 1);
    end(c);
    end(c);
}

static void three_holes(void)
{
    for (unsigned i = 0; i < 3; i++) {
        start(c, "X");
        hole(c, i, 1);
        end(c);
    }
}

static void hole_beyond(void)
{
    start(c, "X");
    hole(c, 7, 1);
    end(c);
}

static void payload(void) { hole(c, 0, 0x21); }

static void element_and_payload(void)
{
    start(c, "X");
    hole(c, 0, 1);
    end(c);
    hole(c, 1, 0x21);
}

static void dependent(void)
{
    put8(c, 0x01);
    put16(c, 0); // gone from XML when value 0 is NULL
    c->opens[c->open_count++] = c->at;
    put32(c, 0);
    name(c, "X");
    put8(c, 0x02);
    text(c, "t");
    end(c);
}

static const struct {
    const char *sentence;
    void (*content)(void);
    given values[3];
    const char *json, *xml;
} rows[] = {
    // presence (MS-EVEN6 2.2.12.5; what vanishes in XML stays as null in the nested shape)
    { "an optional NULL takes its element out of XML",
      content_optional,
      { { 0, 0, "" } },
      "{\"X\":null}",
      "" },
    { "NULL with a size is skipped",
      two_holes,
      { { 2, 0, "ab" }, { 2, 1, "z\0" } },
      "{\"X\":\"z\"}",
      "<X>z</X>" },
    { "a normal NULL leaves the element empty",
      content_hole,
      { { 0, 0, "" } },
      "{\"X\":null}",
      "<X></X>" },
    { "an element whose dependency is NULL is not in XML",
      dependent,
      { { 0, 0, "" } },
      "{\"X\":\"t\"}",
      "" },
    { "a NULL attribute is left out",
      attribute_hole,
      { { 16, 0, "0123456789abcdef" } },
      "{\"X\":\"t\"}",
      "<X>t</X>" },
    { "an empty text in an attribute is left out of JSON",
      attribute_hole,
      { { 0, 1, "" } },
      "{\"X\":\"t\"}",
      "<X k=\"\">t</X>" },
    { "a value that the instance does not have is as NULL",
      hole_beyond,
      { { 2, 1, "a\0" } },
      "{\"X\":null}",
      "<X></X>" },
    { "a number beside NULL stays a number",
      two_holes,
      { { 4, 8, "\5\0\0\0" }, { 0, 0, "" } },
      "{\"X\":5}",
      "<X>5</X>" },
    { "a number beside an empty text is text",
      two_holes,
      { { 4, 8, "\5\0\0\0" }, { 0, 1, "" } },
      "{\"X\":\"5\"}",
      "<X>5</X>" },
    { "two numbers are one text",
      two_holes,
      { { 4, 8, "\5\0\0\0" }, { 1, 4, "\6" } },
      "{\"X\":\"56\"}",
      "<X>56</X>" },

    // widths (docs/differences.md, "Values read past their size")
    { "a narrow number is what its bytes say",
      three_holes,
      { { 2, 8, "\5\0" }, { 4, 8, "\1\2\3\4" }, { 2, 1, "z\0" } },
      "{\"X\":5,\"X_1\":67305985,\"X_2\":\"z\"}",
      "<X>5</X><X>67305985</X><X>z</X>" },
    { "a narrow negative number keeps its sign",
      content_hole,
      { { 1, 7, "\xff" } },
      "{\"X\":-1}",
      "<X>-1</X>" },
    { "a wide number is its first bytes",
      content_hole,
      { { 8, 8, "\5\0\0\0\1\0\0\0" } },
      "{\"X\":5}",
      "<X>5</X>" },
    { "a boolean of one byte is a boolean",
      content_hole,
      { { 1, 13, "\1" } },
      "{\"X\":true}",
      "<X>true</X>" },
    { "every boolean that is not 0 is true",
      content_hole,
      { { 4, 13, "\0\0\1\0" } },
      "{\"X\":true}",
      "<X>true</X>" },
    { "a GUID cut short is its bytes",
      content_hole,
      { { 8, 15, "\1\2\3\4\5\6\7\10" } },
      "{\"X\":\"0102030405060708\"}",
      "<X>0102030405060708</X>" },
    { "a SID with more subauthorities than bytes is its bytes",
      content_hole,
      { { 12, 19, "\1\5\0\0\0\0\0\5\40\0\0\0" } },
      "{\"X\":\"010500000000000520000000\"}",
      "<X>010500000000000520000000</X>" },
    { "a type that nobody knows is its bytes",
      content_hole,
      { { 2, 0x2f, "\1\2" } },
      "{\"X\":\"0102\"}",
      "<X>0102</X>" },
    { "text of an odd size is its whole units",
      content_hole,
      { { 3, 1, "a\0b" } },
      "{\"X\":\"a\"}",
      "<X>a</X>" },
    { "half a surrogate pair is U+FFFD",
      content_hole,
      { { 4, 1, "\0\xd8z\0" } },
      "{\"X\":\"\xef\xbf\xbdz\"}",
      "<X>\xef\xbf\xbdz</X>" },
    { "a pair is one character",
      content_hole,
      { { 4, 1, "\x3d\xd8\0\xde" } },
      "{\"X\":\"\xf0\x9f\x98\x80\"}",
      "<X>\xf0\x9f\x98\x80</X>" },
    { "ANSI text is Windows-1252 and escaped",
      content_hole,
      { { 3, 2, "\x80<\x81" } },
      "{\"X\":\"\xe2\x82\xac<\\u0081\"}",
      "<X>\xe2\x82\xac&lt;\xc2\x81</X>" },
    { "controls are escaped in JSON and replaced in XML",
      content_hole,
      { { 4, 1, "\3\0\n\0" } },
      "{\"X\":\"\\u0003\\n\"}",
      "<X>\xef\xbf\xbd\n</X>" },

    // times
    { "a FILETIME of 0 is 1601",
      content_hole,
      { { 8, 17, "\0\0\0\0\0\0\0\0" } },
      "{\"X\":\"1601-01-01T00:00:00.000000Z\"}",
      "<X>1601-01-01T00:00:00.000000000Z</X>" },
    { "\"never\" is a time",
      content_hole,
      { { 8, 17, "\xff\xff\xff\xff\xff\xff\xff\x7f" } },
      "{\"X\":\"30828-09-14T02:48:05.477580Z\"}",
      "<X>30828-09-14T02:48:05.477580700Z</X>" },
    { "the largest FILETIME is a time",
      content_hole,
      { { 8, 17, "\xff\xff\xff\xff\xff\xff\xff\xff" } },
      "{\"X\":\"60056-05-28T05:36:10.955161Z\"}",
      "<X>60056-05-28T05:36:10.955161500Z</X>" },
    { "a SYSTEMTIME of zeros is 1601",
      content_hole,
      { { 16, 18, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" } },
      "{\"X\":\"1601-01-01T00:00:00.000000Z\"}",
      "<X>1601-01-01T00:00:00.000Z</X>" },
    { "a date that is in no calendar is its bytes",
      content_hole,
      { { 16, 18, "\xe4\7\2\0\0\0\x1e\0\0\0\0\0\0\0\0\0" } },
      "{\"X\":\"E407020000001E000000000000000000\"}",
      "<X>E407020000001E000000000000000000</X>" },

    // floats: where the notation changes
    { "a float of 1e12 is plain",
      content_hole,
      { { 4, 11, "\xa5\xd4\x68\x53" } },
      "{\"X\":\"1000000000000.0\"}",
      "<X>1.000000e+012</X>" },
    { "a float of 1e13 is not",
      content_hole,
      { { 4, 11, "\xe7\x84\x11\x55" } },
      "{\"X\":\"1e+13\"}",
      "<X>1.000000e+013</X>" },
    { "a double of 1e15 is plain",
      content_hole,
      { { 8, 12, "\0\0\x34\x26\xf5\x6b\x0c\x43" } },
      "{\"X\":\"1000000000000000.0\"}",
      "<X>1.000000e+015</X>" },
    { "a double of 1e16 is not",
      content_hole,
      { { 8, 12, "\0\x80\xe0\x37\x79\xc3\x41\x43" } },
      "{\"X\":\"1e+16\"}",
      "<X>1.000000e+016</X>" },
    { "a double of 1e-5 is plain",
      content_hole,
      { { 8, 12, "\xf1\x68\xe3\x88\xb5\xf8\xe4\x3e" } },
      "{\"X\":\"0.00001\"}",
      "<X>1.000000e-005</X>" },
    { "a double of 1e-6 is not",
      content_hole,
      { { 8, 12, "\x8d\xed\xb5\xa0\xf7\xc6\xb0\x3e" } },
      "{\"X\":\"1e-6\"}",
      "<X>1.000000e-006</X>" },
    { "minus zero keeps its sign",
      content_hole,
      { { 8, 12, "\0\0\0\0\0\0\0\x80" } },
      "{\"X\":\"-0.0\"}",
      "<X>-0.000000e+000</X>" },
    { "infinity and not-a-number are words",
      two_holes,
      { { 4, 11, "\0\0\x80\xff" }, { 4, 11, "\0\0\xc0\x7f" } },
      "{\"X\":\"-infNaN\"}",
      "<X>-InfNaN</X>" },
    { "a SizeT of 4 or 8 bytes is hexadecimal",
      two_holes,
      { { 4, 16, "\x4c\2\0\0" }, { 8, 16, "\1\0\0\0\0\0\0\0" } },
      "{\"X\":\"0x24c0x1\"}",
      "<X>5881</X>" },

    // arrays
    { "an array repeats its element",
      content_hole,
      { { 8, 0x81, "a\0\0\0b\0\0\0" } },
      "{\"X\":\"a\",\"X_1\":\"b\"}",
      "<X>a</X><X>b</X>" },
    { "an array of one item is the item as text",
      content_hole,
      { { 4, 0x88, "\5\0\0\0" } },
      "{\"X\":\"5\"}",
      "<X>5</X>" },
    { "an array of no items is an empty element",
      content_hole,
      { { 0, 0x81, "" } },
      "{\"X\":null}",
      "<X></X>" },
    { "an array in an attribute repeats the element",
      attribute_hole,
      { { 8, 0x81, "a\0\0\0b\0\0\0" } },
      "{\"X\":{\"#attributes\":{\"k\":\"a\"},\"#text\":\"t\"},"
      "\"X_1\":{\"#attributes\":{\"k\":\"b\"},\"#text\":\"t\"}}",
      "<X k=\"a\">t</X><X k=\"b\">t</X>" },
    { "arrays in content and attribute multiply, content outermost",
      attribute_and_content,
      { { 8, 0x81, "a\0\0\0b\0\0\0" }, { 2, 0x84, "\1\2" } },
      "{\"X\":{\"#attributes\":{\"k\":\"a\"},\"#text\":1},"
      "\"X_1\":{\"#attributes\":{\"k\":\"b\"},\"#text\":1},"
      "\"X_2\":{\"#attributes\":{\"k\":\"a\"},\"#text\":2},"
      "\"X_3\":{\"#attributes\":{\"k\":\"b\"},\"#text\":2}}",
      "<X k=\"a\">1</X><X k=\"b\">1</X><X k=\"a\">2</X><X k=\"b\">2</X>" },
    { "two arrays in one element multiply",
      two_holes,
      { { 8, 0x81, "a\0\0\0b\0\0\0" }, { 2, 0x84, "\1\2" } },
      "{\"X\":\"a1\",\"X_1\":\"a2\",\"X_2\":\"b1\",\"X_3\":\"b2\"}",
      "<X>a1</X><X>a2</X><X>b1</X><X>b2</X>" },
    { "an array in unnamed Data is a list",
      data_hole,
      { { 10, 0x81, "a\0\0\0\0\0b\0\0\0" } },
      "{\"EventData\":{\"Data\":{\"#text\":[\"a\",\"\",\"b\"]}}}",
      "<EventData><Data>a</Data><Data></Data><Data>b</Data></EventData>" },
    { "an empty array in named Data is an empty text",
      named_data,
      { { 0, 0x81, "" } },
      "{\"EventData\":{\"n\":\"\"}}",
      "<EventData><Data Name=\"n\"></Data></EventData>" },
    { "an array's last text may lack its NUL",
      data_hole,
      { { 6, 0x81, "a\0\0\0b\0" } },
      "{\"EventData\":{\"Data\":{\"#text\":[\"a\",\"b\"]}}}",
      "<EventData><Data>a</Data><Data>b</Data></EventData>" },
    { "arrays of every fixed type have items",
      three_holes,
      { { 4, 0x86, "\1\0\2\0" }, { 8, 0x8d, "\1\0\0\0\0\0\0\0" }, { 2, 0x83, "\xff\1" } },
      "{\"X\":1,\"X_1\":2,\"X_2\":true,\"X_3\":false,\"X_4\":-1,\"X_5\":1}",
      "<X>1</X><X>2</X><X>true</X><X>false</X><X>-1</X><X>1</X>" },
    { "SIDs in an array have their own lengths",
      content_hole,
      { { 28, 0x93, "\1\1\0\0\0\0\0\5\x12\0\0\0\1\2\0\0\0\0\0\5\x20\0\0\0\x20\2\0\0" } },
      "{\"X\":\"S-1-5-18\",\"X_1\":\"S-1-5-32-544\"}",
      "<X>S-1-5-18</X><X>S-1-5-32-544</X>" },

    // payloads where none belongs, and none where one does (found by fuzzing: the fast way
    // differed)
    { "text where a payload belongs is text", payload, { { 4, 1, "a\0b\0" } }, "\"ab\"", "ab" },
    { "a number without bytes is nothing, also before a payload of zeros",
      element_and_payload,
      { { 0, 8, "" }, { 1, 0x21, "\0" } },
      "{\"X\":null}",
      "<X></X>" },
    { "a payload of zeros is nothing",
      content_hole,
      { { 4, 0x21, "\0\0\0\0" } },
      "{\"X\":null}",
      "<X></X>" },
    { "a payload in an attribute is nothing",
      attribute_hole,
      { { 4, 0x21, "\x0f\1\1\0" } },
      "{\"X\":\"t\"}",
      "<X>t</X>" },
};

// <Event><System/> content </Event> as a template, filled; what was made is printed behind System.
static void fill(size_t row)
{
    chunk_begin(c);
    record_begin(c, 1);
    made_definition d = definition_begin(c);
    start(c, "Event");
    rows[row].content();
    end(c);
    definition_end(c, &d);
    u32 count = 0;
    while (count < 3 && rows[row].values[count].bytes)
        count++;
    values(c, count);
    for (u32 i = 0; i < count; i++)
        describe(c, rows[row].values[i].size, rows[row].values[i].type);
    for (u32 i = 0; i < count; i++)
        put_bytes(c, rows[row].values[i].bytes, rows[row].values[i].size);
    record_end(c);
}

static void templates(void)
{
    static chunk_reading r;
    for (size_t i = 0; i < countof(rows); i++) {
        char expected[2][1024];
        snprintf(expected[0], sizeof expected[0], "{\"Event\":%s}", rows[i].json);
        snprintf(expected[1], sizeof expected[1], "<Event>%s</Event>", rows[i].xml);
        bool is_same = true;
        for (unsigned format = 0; format < 2; format++) {
            fill(i);
            r.format = format ? KS_XML : KS_JSON_NESTED;
            read_slot(&r, chunk_end(c));
            if (strcmp(r.events, expected[format]) != 0 || r.differences) {
                is_same = false;
                remark("expected %s, found %s", expected[format], r.events);
            }
        }
        check(rows[i].sentence, is_same);
    }
}

// Depth: elements within elements, payloads within payloads.
static size_t nested_elements(u32 depth)
{
    static chunk_reading r = { .format = KS_JSON_NESTED };
    chunk_begin(c);
    record_begin(c, 1);
    start(c, "Event");
    for (u32 i = 1; i < depth; i++)
        start(c, "N");
    for (u32 i = 0; i < depth; i++)
        end(c);
    record_end(c);
    read_slot(&r, chunk_end(c));
    size_t found = 0;
    for (const char *p = r.events; (p = strstr(p, "\"N\"")) != NULL; p++)
        found++;
    return r.damaged ? 0 : found + 1;
}

static size_t nested_payloads(u32 depth, bool *is_damaged)
{
    static chunk_reading r = { .format = KS_JSON_NESTED };
    chunk_begin(c);
    record_begin(c, 1);
    made_definition outer = definition_begin(c);
    start(c, "Event");
    hole(c, 0, 0x21);
    end(c);
    definition_end(c, &outer);
    u32 sizes[80];
    made_definition inner = { 0 };
    for (u32 i = 0; i < depth; i++) {
        values(c, 1);
        sizes[i] = c->at;
        describe(c, 0, 0x21);
        fragment(c);
        if (i == 0) {
            inner = definition_begin(c);
            start(c, "N");
            hole(c, 0, 0x21);
            end(c);
            definition_end(c, &inner);
        } else {
            instance(c, &inner);
        }
    }
    values(c, 0);
    for (u32 i = depth; i-- > 0;) {
        put8(c, 0);
        ks_store16(c->bytes + sizes[i], (u16)(c->at - sizes[i] - 4));
    }
    record_end(c);
    read_slot(&r, chunk_end(c));
    size_t found = 0;
    for (const char *p = r.events; (p = strstr(p, "\"N\"")) != NULL; p++)
        found++;
    *is_damaged = strstr(r.ledger, "damaged_record") != NULL;
    return found;
}

static void depths(void)
{
    bool is_damaged = false;
    check("512 elements within each other are read", nested_elements(512) == 512);
    check("one more is cut, and the record is marked", nested_elements(513) == 0);
    check("64 payloads within each other are read",
          nested_payloads(64, &is_damaged) == 64 && !is_damaged);
    check("one more is cut, and the ledger says so",
          nested_payloads(65, &is_damaged) == 64 && is_damaged);
}

int main(void)
{
    plain_elements();
    templates();
    depths();
    return checked();
}
