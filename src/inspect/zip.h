// Inside the room: the list at the end of a ZIP, read without unpacking anything.
#pragma once
#include "inspect/kind.h"

// What kind of ZIP it is: an Office document, a Java program, a plain archive.
content_kind zip_kind(ks_span bytes);
// Names of the list against those in front of the members.
void inspect_zip(inspection *in, const item *it);
