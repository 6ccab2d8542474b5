// Inside the room: documents of Office, PDF, RTF, OneNote: what they run, fetch or carry.
#pragma once
#include "inspect/kind.h"

void inspect_ole(inspection *in, const item *it, content_kind kind); // ole_document.c
// Parts of Office Open XML: relations, fields, macro sheets.
void inspect_office_part(inspection *in, const item *it); // office_part.c
// Whether a part of that kind is a file by itself: not what a package of Office consists of.
bool office_part_is_foreign(const item *part, content_kind kind, ks_arena scratch);
void inspect_rtf(inspection *in, const item *it); // text_document.c
void inspect_pdf(inspection *in, const item *it);
void inspect_onenote(inspection *in, const item *it);
void inspect_picture(inspection *in, const item *it, content_kind kind);
