// Tests are sentences. A test program checks them one by one and returns checked() from main:
//
//     check("a whole record is read", evtx_record_read(&c, &record, &fail));
//     return checked();
//
// It prints TAP: "ok 1 - a whole record is read". A program that checked nothing fails.
// Include it last: it knows nothing of the rooms and needs nothing from them.
#pragma once
#include <stdbool.h>
#include <stddef.h>

#ifndef KS_TEST_DATA
#    define KS_TEST_DATA "tests" // CMake says where it really is
#endif

// One sentence and whether it holds; gives back what it was given.
bool check(const char *sentence, bool holds);

// The bytes must be those of tests/golden/<name>. With KS_BLESS=1 (./dev bless) they become it.
bool check_golden(const char *sentence, const char *name, const void *bytes, size_t size);

// A line for people beside the sentences, as printf.
__attribute__((format(printf, 1, 2))) void remark(const char *format, ...);

// The folder of the real logs (KONSEKI_CORPUS), or NULL: then say skipped("no corpus").
const char *corpus(void);

// Says how many files of the corpus were tried: ./dev check adds them up and refuses 0.
void corpus_cases(size_t count);

// A new empty folder of this test, removed by checked(). Its path stays valid until then.
const char *scratch(void);

// The end of main: what it returns tells ctest about pass (0), failure (1), skip (77).
int checked(void);
int skipped(const char *why);
