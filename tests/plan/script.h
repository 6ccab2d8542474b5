// What can be told of a PowerShell script without PowerShell: that its brackets and quotation marks
// close, and that it uses nothing newer than version 2.0.
#pragma once
#include "base/arena.h"

#include "test.h"

#include <stdio.h>

static inline size_t script_find(ks_str text, size_t from, const char *what)
{
    size_t size = strlen(what);
    for (size_t i = from; i + size <= text.size; i++) {
        if (memcmp(text.at + i, what, size) == 0)
            return i;
    }
    return text.size;
}

static inline bool script_holds(ks_str text, const char *what)
{
    return script_find(text, 0, what) < text.size;
}

// --- PowerShell: the code with the contents of strings and comments blanked; the depth of brackets
// has to come back to 0 and never below. A backtick takes the next character, except in '...'.
static inline bool script_blank(ks_str text, char *code)
{
    char stack[200];
    size_t depth = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        code[i] = c;
        if (c == '`') {
            code[i] = ' ';
            i++;
            code[i] = text.at[i];
        } else if (c == '#') {
            while (i < text.size && text.at[i] != '\n')
                code[i++] = ' ';
            code[i] = '\n';
        } else if (c == '\'' || c == '"') {
            size_t begin = i++;
            for (; i < text.size; i++) {
                code[i] = ' ';
                if (c == '"' && text.at[i] == '`')
                    code[++i] = ' ';
                else if (text.at[i] == c && i + 1 < text.size && text.at[i + 1] == c)
                    code[++i] = ' ';
                else if (text.at[i] == c)
                    break;
                else if (text.at[i] == '\n')
                    return false; // our strings end on their line
            }
            if (i >= text.size)
                return false;
            code[begin] = code[i] = c;
        } else if (c == '{' || c == '(' || c == '[') {
            if (depth == sizeof stack)
                return false;
            stack[depth++] = (char)(c == '{' ? '}' : c == '(' ? ')' : ']');
        } else if (c == '}' || c == ')' || c == ']') {
            if (depth == 0 || stack[--depth] != c) {
                remark("unbalanced at byte %zu", i);
                return false;
            }
        }
    }
    return depth == 0;
}

static inline bool script_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Verb-Noun words that stand where a command can.
static inline size_t script_unknown(ks_str code)
{
    static const char *const known[] = {
        "Add-Type",      "Copy-Item",     "Export-Csv",  "ForEach-Object",   "Format-List",
        "Get-ChildItem", "Get-Content",   "Get-Date",    "Get-ItemProperty", "Get-UICulture",
        "Get-WmiObject", "Join-Path",     "New-Item",    "New-Object",       "Out-File",
        "Remove-Item",   "Select-Object", "Sort-Object", "Split-Path",       "Test-Path",
        "Get-Acl",       "Import-Csv",    "Rename-Item", "Set-Acl",          "Where-Object",
        "Write-Host",
    };
    size_t unknown = 0;
    for (size_t i = 1; i < code.size; i++) {
        if (code.at[i] < 'A' || code.at[i] > 'Z' || script_is_letter(code.at[i - 1]) ||
            code.at[i - 1] == '$' || code.at[i - 1] == '.' || code.at[i - 1] == ':' ||
            code.at[i - 1] == '[' || code.at[i - 1] == '-')
            continue;
        size_t end = i, dash = 0;
        while (end < code.size && (script_is_letter(code.at[end]) || code.at[end] == '-' ||
                                   (code.at[end] >= '0' && code.at[end] <= '9'))) {
            dash = code.at[end] == '-' && dash == 0 ? end : dash;
            end++;
        }
        if (dash == 0)
            continue;
        ks_str word = { code.at + i, end - i };
        char definition[80];
        bool is_known = false;
        for (size_t k = 0; k < countof(known) && !is_known; k++)
            is_known = ks_str_equal(word, ks_str_of(known[k]));
        if (!is_known && word.size < 60) {
            snprintf(definition, sizeof definition, "function %.*s", (int)word.size, word.at);
            is_known = script_holds(code, definition);
        }
        if (!is_known)
            remark("not in PowerShell 2.0: %.*s", (int)word.size, word.at);
        unknown += !is_known;
        i = end;
    }
    return unknown;
}

// The script (behind its byte order mark) has what PowerShell 2.0 understands, as far as one can
// tell.
static inline bool script_is_sound(ks_str body, ks_arena scratch)
{
    static const char *const newer[] = { " -in ",
                                         " -notin ",
                                         "[ordered]",
                                         "[pscustomobject]",
                                         "$PSScriptRoot",
                                         "::new(",
                                         "&&",
                                         "-Directory",
                                         " -File ",
                                         "-Append",
                                         "ConvertTo-Json",
                                         "Get-CimInstance",
                                         "??",
                                         "Get-Acl -LiteralPath",
                                         "Rename-Item -LiteralPath" };
    char *bytes = ks_take(&scratch, char, body.size + 2);
    if (bytes == NULL || !script_blank(body, bytes))
        return false;
    ks_str code = { bytes, body.size };
    size_t found = 0;
    for (size_t i = 0; i < countof(newer); i++) {
        if (script_holds(code, newer[i])) {
            remark("newer than PowerShell 2.0: %s", newer[i]);
            found++;
        }
    }
    return script_unknown(code) == 0 && found == 0;
}
