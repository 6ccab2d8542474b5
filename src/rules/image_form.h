// Inside the room: the form of an image, for image_write.c and image_read.c.
//
//     magic 8, checksum 8 (of all behind it), hash of the set 8
//     strings: count, sizes, bytes              (0 stands for the empty one, n for row n - 1)
//     counts of the set, problems, rules
//
// Numbers are LEB128 unless they say otherwise. The nodes of a rule are numbered so that parts come
// before the whole: what is read can have no circles.
#pragma once
#include "rules/rule.h"
#include "rules/set.h"

enum { image_head_size = 24, image_depth_most = 1024, image_tests_most = 1 << 24 };
static const char image_magic[8] = { 'K', 'S', 'R', 'U', 'L', 'E', 'S', '1' };

// clang-format off
#define IMAGE_COUNTS(X) X(files) X(documents) X(filters) X(other_products) X(excluded) \
    X(deprecated) X(left_out)
#define IMAGE_TEXTS(X) X(id) X(name) X(title) X(description) X(author) X(date) X(modified) \
    X(license) X(title_ja) X(description_ja) X(category) X(product) X(service) X(definition) \
    X(regression_tests_path) X(sample) X(details)
#define IMAGE_LISTS(X) X(falsepositives) X(falsepositives_ja) X(references) X(tags) X(fields)
// clang-format on

enum { IMAGE_NUMBER_WHOLE = 1, IMAGE_NUMBER_NEGATIVE = 2 };
enum { IMAGE_TEST_CASED = 1, IMAGE_TEST_WANTED = 2 };
enum {
    IMAGE_RULE_LEVEL = 1, // it says one
    IMAGE_RULE_SILENT = 2,
    IMAGE_RULE_CONDITION = 4,
    IMAGE_RULE_CORRELATION = 8
};
