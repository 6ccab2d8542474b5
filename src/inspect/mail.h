// Inside the room: a mail as its bytes give it, before anything is judged.
#pragma once
#include "inspect/own.h"

enum {
    fields_most = 1000,
    header_size_most = 1 << 20,
    mail_parts_most = 1000,
    mail_depth_most = 32,
    mailboxes_most = 64
};

typedef struct {
    ks_str name;  // as written
    ks_str raw;   // behind the colon, unfolded; bytes that are no UTF-8 as \xNN
    ks_str value; // the same with encoded words (RFC 2047) decoded
    u64 line;     // from 1
} mail_field;

typedef struct {
    ks_str name;    // decoded; empty: none
    ks_str address; // local@domain
    ks_str domain;  // behind the last @; empty: none
} mail_mailbox;

typedef struct {
    mail_mailbox *boxes;
    size_t count;
    bool has_group; // group syntax
} mail_mailboxes;

enum { part_names_most = 4 };
typedef struct {
    ks_str number; // "2.1"
    ks_str type;   // "text/html", lower case
    ks_str charset;
    ks_str names[part_names_most]; // all that some program might show, each once
    size_t name_count;
    ks_span content; // decoded
    bool is_attachment, is_message;
    bool is_cut; // longer than part_most
} mail_part;

typedef struct {
    mail_field *fields;
    size_t field_count;
    ks_span body; // all behind the header
    u64 body_line;
    mail_part *parts;
    size_t part_count;
    bool has_too_many_parts;
    bool has_no_header; // of a saved message: its way is not known
} mail;

// What is wrong with how the header is written; said by the reader.
// Reads the header: fields with their lines. The bytes begin with the first field.
void mail_read_head(inspection *in, const item *it, ks_span bytes, mail *m);
// Reads header and parts of an RFC 5322 message.
void mail_read(inspection *in, const item *it, mail *m);

// The n-th field of that name (0: the first); NULL: there is none.
const mail_field *mail_find(const mail *m, const char *name, size_t n);
size_t mail_count(const mail *m, const char *name);
// Its decoded value, or nothing.
ks_str mail_value(const mail *m, const char *name);

// Judges a mail, whatever it was read from, and queues what is attached to it.
void inspect_mail(inspection *in, const item *it, mail *m);

// --- the checks of inspect_mail, one file each

typedef struct {
    inspection *in;
    const item *it;
    const mail *m;
    mail_mailbox from; // the first one
    ks_str from_owner; // empty: no sender
    bool is_list;      // says that it came by a list
    ks_str list_owner; // the list's domain's owner; empty: not told
    bool is_forwarded; // says that it was forwarded
    bool is_invitation;
    // by mail_authentication.c
    bool is_judged;   // a server that is trusted wrote results
    bool is_passed;   // and DMARC, or something aligned, passed
    bool is_by_list;  // the list itself is authenticated
    bool is_sent_for; // the sender is authenticated, or the list is
    // by mail_route.c
    size_t handover; // the field of the Received that took the mail in from outside; SIZE_MAX: none
    ks_str receiver; // that server's name
} mail_case;

void mail_route(mail_case *c);          // mail_route.c
void mail_authentication(mail_case *c); // mail_authentication.c
void mail_sender(mail_case *c);         // mail_sender.c
void mail_structure(mail_case *c);      // mail_structure.c

ks_statement *mail_say(mail_case *c, ks_statement_kind kind, const mail_field *field);
