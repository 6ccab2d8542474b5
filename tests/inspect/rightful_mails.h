// Mails that are rightful and look odd: lists, forwarders, services, calendars, bilingual names.
#pragma once
#include "forged_mails.h"

// clang-format off
#define PARTNER ENTRY("mail.partner.example", "192.0.2.10")
#define GOOD(domain) RESULTS("spf=pass smtp.mailfrom=" domain "; dkim=pass header.d=" domain "; dmarc=pass header.from=" domain)
#define LIST ENTRY("mail.lists.example", "192.0.2.20")
#define NOTHING KS_INSPECT_COUNT

static const inspect_case rightful_mails[] = {
    { "an ordinary mail", S(DMARC_PASS), .text = PARTNER GOOD("partner.example") "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a bilingual name", S(FROM_IS), .text = PARTNER GOOD("partner.example")
      "From: =?UTF-8?B?6Yi05pyo5LiA6YOO?= (Suzuki Ichiro) <suzuki@partner.example>\r\n" REST TEXT },
    { "a bilingual name in ISO-2022-JP", S(FROM_IS), .text = PARTNER GOOD("partner.example")
      "From: =?ISO-2022-JP?B?GyRCTmtMWhsoQg==?= / Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a name all in Russian", S(FROM_IS), .text = PARTNER GOOD("partner.example")
      "From: \"\xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0 \xd0\x9f\xd0\xb5\xd1\x82\xd1\x80\xd0\xbe\xd0\xb2\xd0\xb0\" <anna@partner.example>\r\n" REST TEXT },
    { "a name that is the sender's own address", S(DMARC_PASS), .text = PARTNER GOOD("partner.example")
      "From: \"suzuki@partner.example\" <suzuki@partner.example>\r\n" REST TEXT },
    { "a name with the domain of the same owner", S(DMARC_PASS), .text = PARTNER GOOD("news.partner.example")
      "From: \"partner.example\" <info@news.partner.example>\r\n" REST TEXT },
    { "a product named like a domain", S(NAME_HOLDS_DOMAIN), .text = PARTNER GOOD("partner.example")
      "From: \"ASP.NET Team\" <team@partner.example>\r\n" REST TEXT },
    { "a Japanese domain", S(DOMAIN_INTERNATIONAL), .text = ENTRY("mail.xn--wgv71a119e.jp", "192.0.2.10") GOOD("xn--wgv71a119e.jp")
      "From: Info <info@xn--wgv71a119e.jp>\r\n" REST TEXT },
    { "a German domain with an umlaut", S(DOMAIN_INTERNATIONAL), .text = PARTNER GOOD("xn--mller-kva.de")
      "From: Info <info@xn--mller-kva.de>\r\n" REST TEXT },
    { "a Russian domain", S(DOMAIN_INTERNATIONAL), .text = PARTNER GOOD("xn--e1afmkfd.xn--p1ai")
      "From: Info <info@xn--e1afmkfd.xn--p1ai>\r\n" REST TEXT },
    { "a mailing list that changes mails, so that DMARC fails", S(DMARC_FAIL_LIST), .text = LIST
      RESULTS("spf=pass smtp.mailfrom=lists.example; dkim=fail header.d=partner.example; dkim=pass header.d=lists.example; dmarc=fail header.from=partner.example")
      "Received: from mail.partner.example (mail.partner.example [192.0.2.10]) by mail.lists.example with ESMTPS id 3; Mon, 11 May 2026 03:09:55 +0900\r\n"
      "Return-Path: <dev-bounces@lists.example>\r\nSender: dev-bounces@lists.example\r\nReply-To: dev@lists.example\r\nList-Id: Developers <dev.lists.example>\r\n"
      "List-Post: <mailto:dev@lists.example>\r\nPrecedence: list\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a mailing list that rewrites the sender", S(NAME_HOLDS_ADDRESS_VIA), .text = LIST GOOD("lists.example")
      "List-Id: <dev.lists.example>\r\nReply-To: suzuki@partner.example\r\nFrom: \"suzuki@partner.example via Dev\" <dev@lists.example>\r\n" REST TEXT },
    { "a colleague's mail comes back from a list, as Google sealed it", S(DMARC_FAIL_RELAYED), .text = ENTRY("mail-a.google.com", "192.0.2.30")
      RESULTS("spf=pass smtp.mailfrom=googlegroups.com; arc=pass; dmarc=fail header.from=corp.example")
      "ARC-Seal: i=2; a=rsa-sha256; d=google.com; s=a; b=x\r\nARC-Authentication-Results: i=2; mx.google.com; dkim=pass header.i=@corp.example\r\n"
      "ARC-Authentication-Results: i=1; mx.google.com; dkim=pass header.i=@corp.example; dmarc=pass header.from=corp.example\r\n"
      "Received: from mx.corp.example (mx.corp.example [198.51.100.1]) by mx.google.com with ESMTPS id 1; Mon, 11 May 2026 03:09:55 +0900\r\n"
      RESULTS("auth=pass") "List-Id: <dev.googlegroups.com>\r\nFrom: Tanaka <tanaka@corp.example>\r\n" REST TEXT },
    { "a forwarder that breaks SPF, while DKIM holds", S(DMARC_PASS), .text = ENTRY("mail.school.example", "192.0.2.40")
      RESULTS("spf=fail smtp.mailfrom=partner.example; dkim=pass header.d=partner.example; dmarc=pass header.from=partner.example")
      "Received: from mail.partner.example (mail.partner.example [192.0.2.10]) by mail.school.example with ESMTPS id 3; Mon, 11 May 2026 03:09:55 +0900\r\n"
      "X-Forwarded-To: tanaka@corp.example\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a forwarder that breaks SPF and DKIM, sealed by ARC", S(DMARC_FAIL_RELAYED), .text = ENTRY("mail.school.example", "192.0.2.40")
      RESULTS("spf=fail smtp.mailfrom=partner.example; dkim=fail header.d=partner.example; arc=pass; dmarc=fail header.from=partner.example")
      "ARC-Seal: i=1; a=rsa-sha256; d=school.example; s=a; b=x\r\n"
      "ARC-Authentication-Results: i=1; mx.school.example; spf=pass smtp.mailfrom=partner.example; dmarc=pass header.from=partner.example\r\n"
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a forwarder without DMARC, sealed by ARC", S(SPF_FAIL_RELAYED), .text = ENTRY("mail.school.example", "192.0.2.40")
      RESULTS("spf=fail smtp.mailfrom=partner.example; dkim=none; arc=pass; dmarc=none header.from=partner.example")
      "ARC-Seal: i=1; a=rsa-sha256; d=school.example; s=a; b=x\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a newsletter by a service, with its own envelope and counted links", S(LINK_ELSEWHERE), .text = ENTRY("mta7.mailservice.example", "192.0.2.50")
      RESULTS("spf=pass smtp.mailfrom=bounce.mailservice.example; dkim=pass header.d=shop.example; dkim=pass header.d=mailservice.example; dmarc=pass header.from=shop.example")
      "Return-Path: <b-12@bounce.mailservice.example>\r\nList-Unsubscribe: <https://u.mailservice.example/x>\r\nReply-To: support@shop-desk.example\r\n"
      "From: Shop <news@shop.example>\r\n" REST HTML("<a href='https://click.mailservice.example/abc'>www.shop.com</a>") },
    { "a newsletter of a shop whose domain is not authenticated", S(AUTH_OTHER), .text = ENTRY("mta7.mailservice.example", "192.0.2.50")
      RESULTS("spf=pass smtp.mailfrom=mailservice.example; dkim=pass header.d=mailservice.example; dmarc=none header.from=shop.example")
      "Return-Path: <b@mailservice.example>\r\nFrom: Shop <news@shop.example>\r\n" REST TEXT },
    { "a newsletter by a service that signs what fails its own SPF", S(AUTH_OTHER), .text = ENTRY("mta7.mailservice.example", "192.0.2.50")
      RESULTS("spf=fail smtp.mailfrom=b.mailservice.example; dkim=pass header.d=mailservice.example; dmarc=none header.from=shop.example")
      "Return-Path: <b@b.mailservice.example>\r\nFrom: Shop <news@shop.example>\r\n" REST TEXT },
    { "the own newsletter, sent by a service", S(LINK_ELSEWHERE), .text = ENTRY("mta7.mailservice.example", "192.0.2.50")
      RESULTS("spf=pass smtp.mailfrom=mailservice.example; dkim=pass header.d=corp.example; dmarc=pass header.from=corp.example")
      "From: Corp <news@corp.example>\r\n" REST HTML("<a href='https://click.mailservice.example/abc'>www.corp.example</a>") },
    { "a calendar invitation that a service sends for somebody", S(INVITATION), .text = ENTRY("mail-b.google.com", "192.0.2.30")
      RESULTS("spf=pass smtp.mailfrom=calendar-server.bounces.google.com; dkim=pass header.d=google.com; dmarc=pass header.from=google.com")
      "Sender: Google Calendar <calendar-notification@google.com>\r\nReply-To: suzuki@partner.example\r\n"
      "From: \"suzuki@partner.example (Google Calendar)\" <calendar-notification@google.com>\r\n" REST
      "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nInvitation\r\n--b\r\n"
      "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--b--\r\n" },
    { "an assistant sends for a manager", S(SENDER_ELSEWHERE), .text = PARTNER GOOD("partner.example")
      "Sender: desk@assistants.example\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "answers go to three people of two other companies", S(REPLY_ELSEWHERE), .text = PARTNER GOOD("partner.example")
      "Reply-To: a@agency.example, b@agency.example, \"C\" <c@shop.example>\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a shop answers from a free mailbox", S(REPLY_ELSEWHERE), .text = PARTNER GOOD("partner.example")
      "Reply-To: suzuki.shop@gmail.com\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "links rewritten by Safe Links", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      HTML("<a href='https://eur01.safelinks.protection.outlook.com/?url=x&amp;data=y'>https://portal.corp.example/</a>") },
    { "a link rewritten to where its text says", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      HTML("<a href='https://urldefense.com/v3/__https://www.corp.example/a*b__;Iw!!x'>portal.corp.example</a>") },
    { "a link of which the text was rewritten too", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      HTML("<a href='https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.shop.example'>https://eur01.safelinks.protection.outlook.com/?url=x</a>") },
    { "a rewritten link that cannot be read", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      HTML("<a href='https://urldefense.com/v3/__https://w*w.example/__;dw!!x'>portal.corp.example</a>") },
    { "links to hosts that have numbers in their names", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      HTML("<a href='https://163.com/'>a</a><a href='https://0x1.example/'>b</a><a href='https://1.2.3.4.example/'>c</a><a href='http://256.1/'>d</a>") },
    { "a link in a comment", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      HTML("<!-- <a href='http://203.0.113.9/'>portal.corp.example</a> --!><!-- > <a href='file://203.0.113.9/a'>x</a> -->Hello") },
    { "a link that names its own parameters", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      HTML("<a href='https://www.partner.example/?a=1&amp;lt=2&copy=3&#38;b=4'>https://www.partner.example/?a=1&amp;lt=2</a>") },
    { "the colleague's mail, which never left", NOTHING, .text =
      "Received: from pc1.corp.example (pc1.corp.example [10.0.0.5]) by mx.corp.example (Postfix) with ESMTPSA id 4F; Mon, 11 May 2026 03:10:02 +0900\r\n"
      RESULTS("auth=pass smtp.auth=tanaka") "From: Sato <sato@corp.example>\r\n" REST TEXT },
    { "results of the sender's own server are told as claims", S(AUTH_CLAIMED), .text = PARTNER GOOD("partner.example")
      "Received: from pc by mail.partner.example; Mon, 11 May 2026 03:09:50 +0900\r\nAuthentication-Results: mail.partner.example; auth=pass\r\n"
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a server's clock goes wrong", S(ROUTE_BACKWARDS), .text = PARTNER GOOD("partner.example")
      "Received: from pc by mail.partner.example; Mon, 11 May 2026 05:09:50 +0900\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a notice that mail could not be delivered", NOTHING, .text = PARTNER GOOD("partner.example")
      "Return-Path: <>\r\nFrom: Mail Delivery <MAILER-DAEMON@partner.example>\r\n" REST
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nno such user\r\n--b\r\n"
      "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.partner.example\r\n--b\r\n"
      "Content-Type: message/rfc822\r\n\r\nFrom: tanaka@corp.example\r\nTo: x@partner.example\r\nSubject: hi\r\nDate: Mon, 11 May 2026 03:00:00 +0900\r\n\r\nhi\r\n--b--\r\n" },
    { "a signed mail with its certificate", NOTHING, .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      ATTACHED("application/pkcs7-signature; name=\"smime.p7s\"", "filename=\"smime.p7s\"", "0\x82\x01") },
    { "a Japanese attachment's name, cut by an old program", S(ATTACHED), .text = PARTNER GOOD("partner.example") "From: s@partner.example\r\n" REST
      ATTACHED("text/plain; name=\"=?UTF-8?B?6K2w5LqL6YyyLnR4dA==?=\"", "filename*=utf-8''%E8%AD%B0%E4%BA%8B%E9%8C%B2.txt", "text") },
    { "a mail of a partner whose server writes no results", S(AUTH_NOTHING), .is_plain = true, .text = PARTNER
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "Google's results for an ordinary mail", S(DMARC_PASS), .is_plain = true, .text =
      "Delivered-To: tanaka@corp.example\r\nReceived: by 2002:a05:6a10:1234 with SMTP id a1; Mon, 11 May 2026 03:10:05 +0900\r\n"
      "Received: from mail.partner.example (mail.partner.example. [192.0.2.10]) by mx.google.com with ESMTPS id x1; Mon, 11 May 2026 03:10:04 +0900\r\n"
      "Authentication-Results: mx.google.com; dkim=pass header.i=@partner.example header.s=s1; spf=pass smtp.mailfrom=s@partner.example; dmarc=pass (p=NONE sp=NONE dis=NONE)"
      " header.from=partner.example\r\n"
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a draft, without any way", S(ROUTE_NONE), .text = "From: Tanaka <tanaka@corp.example>\r\n" REST TEXT },
};
// clang-format on
