// Every sentence about a mail or a file, English and Japanese side by side: name, usual level,
// sentence (en, ja), and why it matters (en, ja). Places as in message/phrase.h.
#pragma once

// clang-format off
#define KS_STATEMENTS(X) KS_STATEMENTS_OF_SENDERS(X) KS_STATEMENTS_OF_DOMAINS(X) \
    KS_STATEMENTS_OF_AUTHENTICATION(X) KS_STATEMENTS_OF_ROUTES(X) KS_STATEMENTS_OF_MAILS(X) \
    KS_STATEMENTS_OF_BODIES(X) KS_STATEMENTS_OF_NAMES(X) KS_STATEMENTS_OF_CONTENT(X) \
    KS_STATEMENTS_OF_PROGRAMS(X) KS_STATEMENTS_OF_CONTAINERS(X) KS_STATEMENTS_OF_DOCUMENTS(X)

// --- who the mail says it is from
#define KS_STATEMENTS_OF_SENDERS(X) \
  X(FROM_IS, INFORMATIONAL, "the sender is given as '{0}', address {1}", "差出人の表示は '{0}'、アドレスは {1} です", \
    "the name is free text of whoever wrote the mail; only the address can be checked", "表示名は送信者が自由に書けます。確認できるのはアドレスだけです") \
  X(FROM_MISSING, MEDIUM, "there is no sender (From)", "差出人 (From) がありません", \
    "a mail needs one; without it nothing can be checked against it", "メールには必須です。差出人がないと何とも照合できません") \
  X(FROM_TWICE, HIGH, "there are {0} From fields", "From フィールドが {0} 個あります", \
    "servers and mail programs pick different ones: one is checked and another is shown", "サーバーとメール ソフトで使うものが異なり、検証されるものと表示されるものが食い違います") \
  X(FROM_MANY, MEDIUM, "From holds {0} addresses, of different domains", "From にドメインの異なる {0} 個のアドレスがあります", \
    "DMARC is not defined for that, and mail programs may show only one of them", "DMARC の対象外となり、メール ソフトは一部しか表示しないことがあります") \
  X(FROM_BROKEN, MEDIUM, "From cannot be read as an address: {0}", "From をアドレスとして読み取れません: {0}", \
    "mail programs guess, each in its own way", "メール ソフトごとに解釈が異なります") \
  X(FIELD_TWICE, LOW, "{0} is there {1} times", "{0} が {1} 個あります", \
    "it may be there once; programs pick different ones", "1 つしか許されないフィールドで、ソフトごとに使うものが異なります") \
  X(NAME_HOLDS_ADDRESS, HIGH, "the sender's name shows the address {0}, the mail is from {1}", "差出人の表示名に {0} とありますが、実際のアドレスは {1} です", \
    "many mail programs show the name and not the address", "多くのメール ソフトは表示名だけを表示し、アドレスを表示しません") \
  X(NAME_HOLDS_ADDRESS_VIA, INFORMATIONAL, "the sender's name shows the address {0}, the mail is from {1}, which sends for others", "差出人の表示名に {0} とあり、実際のアドレスは代行して送る {1} です", \
    "lists and services rewrite the sender in this way so that DMARC holds", "メーリング リストや送信代行サービスは、DMARC に合わせるためにこのように差出人を書き換えます") \
  X(NAME_HOLDS_DOMAIN, LOW, "the sender's name shows {0}, the mail is from {1}", "差出人の表示名に {0} とありますが、実際のドメインは {1} です", \
    "the name is free text; the domain that counts is the address's", "表示名は自由に書けます。意味があるのはアドレスのドメインです") \
  X(NAME_TURNED, HIGH, "{0} has characters that change the direction of text: {1}", "{0} に文字の向きを変える制御文字があります: {1}", \
    "what is read on the screen is not what is there", "画面で読める内容が実際の内容と異なります") \
  X(NAME_HIDDEN, MEDIUM, "{0} has characters that are not seen: {1}", "{0} に見えない文字があります: {1}", \
    "they keep filters from recognising a name that people do recognise", "人には同じ名前に見えても、フィルターの照合を逃れます") \
  X(NAME_MIXED, MEDIUM, "a word of {0} mixes look-alike letters of different scripts: {1}", "{0} の 1 つの単語に、見た目の似た別の文字体系の文字が混ざっています: {1}", \
    "it reads like a name that it is not", "別の名前のように読めます") \
  X(ADDRESS_CONTROL, HIGH, "the address in {0} has control characters: {1}", "{0} のアドレスに制御文字があります: {1}", \
    "programs cut it at different places", "ソフトごとに切れる位置が異なります") \
  X(REPLY_ELSEWHERE, LOW, "answers go to {0}, the mail is from {1}", "返信先は {0} で、差出人は {1} です", \
    "usual for newsletters and lists, and for frauds", "メール マガジンやメーリング リストではよくありますが、詐欺でも使われます") \
  X(REPLY_FREE, MEDIUM, "answers go to a free mailbox, {0}, and nothing proves the sender {1}", "返信先はフリー メール {0} で、差出人 {1} を証明するものはありません", \
    "whoever cannot read the forged sender's mail needs another address for the answer", "差出人を偽る者は、返信を受け取るために別のアドレスを必要とします") \
  X(ENVELOPE_ELSEWHERE, INFORMATIONAL, "the envelope's sender is {0}, the mail is from {1}", "エンベロープの差出人は {0} で、From は {1} です", \
    "usual for lists, forwarding and mailing services; SPF looks at the envelope only", "メーリング リスト、転送、配信サービスでは普通です。SPF が見るのはエンベロープだけです") \
  X(SENDER_ELSEWHERE, INFORMATIONAL, "{0} says that it sent the mail for {1}", "{1} に代わって {0} が送信したとあります", \
    "usual for lists, assistants and calendars; it is a claim like all the others", "メーリング リスト、代理送信、予定表では普通です。これも自己申告です")

// --- what a domain looks like
#define KS_STATEMENTS_OF_DOMAINS(X) \
  X(DOMAIN_LOOKS_LIKE, HIGH, "{0} in {1} looks like your {2}", "{1} の {0} は、自組織の {2} に見えるように作られています", \
    "letters were replaced by others of the same look", "見た目の同じ文字に置き換えられています") \
  X(DOMAIN_NEAR, MEDIUM, "{0} in {1} is one letter away from your {2}", "{1} の {0} は、自組織の {2} と 1 文字違いです", \
    "such names are registered for fraud; compare letter by letter", "このような名前は詐欺のために登録されます。1 文字ずつ比べてください") \
  X(DOMAIN_INSIDE, HIGH, "{0} in {1} begins with your {2}, but belongs to {3}", "{1} の {0} は自組織の {2} で始まりますが、{3} のものです", \
    "who owns a domain is told by its end, not by its beginning", "ドメインの持ち主は先頭ではなく末尾で決まります") \
  X(DOMAIN_OTHER_END, LOW, "{0} in {1} has the name of your {2} under another ending", "{1} の {0} は、自組織の {2} と末尾だけが異なります", \
    "it may be yours as well, or somebody else's", "自組織のものかもしれませんし、他者のものかもしれません") \
  X(DOMAIN_NAMES_OWN, LOW, "{0} in {1} has the name of your {2} in it", "{1} の {0} には、自組織の {2} の名前が含まれます", \
    "a service may use such a name for you, and a fraud as well", "委託先のサービスが使うこともあれば、詐欺に使われることもあります") \
  X(DOMAIN_MIXED, HIGH, "{0} in {1} mixes letters of different scripts that look alike ({2})", "{1} の {0} には、見た目の似た別の文字体系の文字が混ざっています ({2})", \
    "it is made to be taken for another domain", "別のドメインと思わせるためのものです") \
  X(DOMAIN_DISGUISED, HIGH, "{0} in {1} is written in letters that all look like Latin ones ({2})", "{1} の {0} は、すべてラテン文字に見える別の文字で書かれています ({2})", \
    "it is made to be taken for another domain", "別のドメインと思わせるためのものです") \
  X(DOMAIN_INTERNATIONAL, INFORMATIONAL, "{0} in {1} is an international name ({2})", "{1} の {0} は国際化ドメイン名です ({2})", \
    "rightful names are written so as well; the letters do not look like others", "正当な名前にも使われます。紛らわしい文字はありません")

// --- whose results, and what they say
#define KS_STATEMENTS_OF_AUTHENTICATION(X) \
  X(AUTH_TRUSTED, INFORMATIONAL, "{0} says: {1}", "{0} の判定: {1}", \
    "believed, since --trust-authserv names it", "--trust-authserv で指定されているため信頼します") \
  X(AUTH_INFERRED, INFORMATIONAL, "{0} says: {1}", "{0} の判定: {1}", \
    "believed, since the server that took the mail in has this name; --trust-authserv settles it", "メールを受け取ったサーバーと同じ名前なので信頼します。--trust-authserv で確定できます") \
  X(AUTH_CLAIMED, INFORMATIONAL, "results in the name of {0} are only claimed: {1}", "{0} の名による判定は自己申告にすぎません: {1}", \
    "anyone can write this field; only your own server's counts", "このフィールドは誰でも書けます。意味があるのは自組織の受信サーバーのものだけです") \
  X(AUTH_FORGED, MEDIUM, "results in the name of your server {0} stand below a hop of another server", "自組織の受信サーバー {0} の名による判定が、他のサーバーの経路情報より下にあります", \
    "your server writes them on top; these came with the mail", "自組織のサーバーは先頭に書き込みます。これはメールと一緒に届いたものです") \
  X(AUTH_AGAIN, INFORMATIONAL, "results in the name of {0} stand below other hops: from an earlier passage", "{0} の名による判定が他の経路情報より下にあります (以前に通過したときのもの)", \
    "the mail went through a list or a forwarder and came back", "メーリング リストや転送を経て戻ってきたものです") \
  X(AUTH_NOTHING, LOW, "no server that can be trusted says whether the sender is right", "差出人が正しいかどうかを、信頼できるサーバーが判定していません", \
    "SPF, DKIM and DMARC can only be judged when the mail comes in; give --trust-authserv if your server writes them", "SPF、DKIM、DMARC は受信時にしか判定できません。自組織のサーバーが書き込む場合は --trust-authserv を指定してください") \
  X(AUTH_BROKEN, LOW, "Authentication-Results cannot be read: {0}", "Authentication-Results を読み取れません: {0}", \
    "it was not taken into account", "判断には使っていません") \
  X(DMARC_PASS, INFORMATIONAL, "DMARC holds for {0}", "{0} は DMARC に合格しています", \
    "the mail is from that domain; whether the domain is whom it seems is another question", "このドメインからのメールです。ドメイン自体が本物かどうかは別の問題です") \
  X(DMARC_FAIL, HIGH, "DMARC fails for {0}", "{0} は DMARC に不合格です", \
    "neither SPF nor DKIM vouches for the domain of the sender that is shown", "表示される差出人のドメインを、SPF も DKIM も裏付けていません") \
  X(DMARC_FAIL_LIST, LOW, "DMARC fails for {0}, as it does on a list ({1}) that changes mails", "{0} は DMARC に不合格ですが、メールを書き換えるメーリング リスト ({1}) を経由しています", \
    "the list itself is authenticated; who wrote to it was checked there, or nowhere", "メーリング リスト自体は認証されています。投稿者の確認はそこで行われたか、行われていません") \
  X(DMARC_FAIL_RELAYED, LOW, "DMARC fails for {0} after forwarding; before that the sender was right, as {1} sealed (ARC) and your server accepts", \
    "{0} は転送により DMARC に不合格ですが、転送前は正当でした ({1} の ARC 署名を受信サーバーが認めています)", \
    "it is worth as much as whoever sealed it", "どこまで信頼できるかは、署名した者によります") \
  X(SPF_FAIL, MEDIUM, "the host that sent the mail may not send for {0} (SPF fail), and nothing else vouches for it", "送信元のホストは {0} から送ることを許されておらず (SPF fail)、ほかに裏付けもありません", \
    "forged, or forwarded by a server that kept the envelope", "偽造か、エンベロープを変えない転送です") \
  X(SPF_FAIL_RELAYED, LOW, "SPF fails for {0} after forwarding by {1}", "{1} による転送のため、{0} の SPF が不合格です", \
    "a forwarder that keeps the envelope breaks SPF; it says nothing about the sender", "エンベロープを変えない転送では SPF が不合格になります。差出人については何も分かりません") \
  X(SPF_SOFTFAIL, LOW, "SPF softfail for {0}: the domain's owner does not know the host that sent the mail", "{0} の SPF は softfail です (ドメインの所有者が把握していないホストから送られました)", \
    "usual after forwarding", "転送でもよく起こります") \
  X(DKIM_FAIL, LOW, "a DKIM signature of {0} is broken", "{0} の DKIM 署名が壊れています", \
    "the mail was changed on the way (lists do that), or the signature is forged", "途中で書き換えられたか (メーリング リストなど)、署名が偽物です") \
  X(AUTH_OTHER, LOW, "what is authenticated is {0}, not the sender's {1}", "認証されているのは {0} で、差出人の {1} ではありません", \
    "a mailing service sent it, with or without the sender's knowledge", "配信サービスが送ったもので、差出人の承諾の有無は分かりません") \
  X(AUTH_UNPROVED, LOW, "nothing vouches for {0}: SPF {1}, DKIM {2}", "{0} を裏付けるものはありません: SPF {1}、DKIM {2}", \
    "the domain publishes nothing to check, or the check could not be made", "ドメインが検証用の情報を公開していないか、検証できませんでした") \
  X(OWN_UNPROVED, HIGH, "the mail claims to be from your own {0}, came in from outside, and nothing vouches for it", "自組織の {0} からとされていますが、外部から届き、裏付けがありません", \
    "your own mail is authenticated, or never leaves your servers", "自組織のメールなら認証されるか、外部のサーバーを通りません") \
  X(OWN_BY_LIST, MEDIUM, "the mail claims to be from your own {0} and came in through the list {1}, without proof that it went out before", \
    "自組織の {0} からとされ、メーリング リスト {1} を経由して届きましたが、自組織から出たという裏付けがありません", \
    "anyone can run a list; ask whoever is named as the sender", "メーリング リストは誰でも運用できます。差出人とされる本人に確認してください") \
  X(AUTH_COMPOSITE, MEDIUM, "Microsoft 365's own judgement failed (compauth={0}, reason {1})", "Microsoft 365 の複合認証が不合格です (compauth={0}、reason {1})", \
    "implicit checks found the sender implausible", "暗黙の検証で差出人が疑わしいと判定されました") \
  X(ORGANIZATION_BY_LIST, INFORMATIONAL, "domains were compared by the public suffix list of {0}", "ドメインは {0} の Public Suffix List で比較しました", \
    "an approximation: DMARC now asks the DNS of that day", "近似です。現在の DMARC は受信時の DNS に問い合わせます")

// --- the way the mail took
#define KS_STATEMENTS_OF_ROUTES(X) \
  X(ROUTE_ENTRY, INFORMATIONAL, "taken in by {0} from {1}, address {2}", "{0} が {1} (アドレス {2}) から受け取りました", \
    "written by the receiver; everything below it may be forged", "受信側が書いたものです。これより下はすべて偽造できます") \
  X(ROUTE_NONE, LOW, "no server left a trace on the mail (Received)", "サーバーの通過記録 (Received) がありません", \
    "a draft, an export without headers, or made by hand", "下書き、ヘッダーのないエクスポート、または手作りです") \
  X(ROUTE_BROKEN, INFORMATIONAL, "a Received field cannot be read: {0}", "Received フィールドを読み取れません: {0}", \
    "unusual programs and forgers write such ones", "珍しいソフトか、偽造でよく見られます") \
  X(ROUTE_BACKWARDS, LOW, "time goes back by {0} from one hop to the next", "経路の途中で時刻が {0} 戻っています", \
    "a wrong clock, or a hop that was made up", "時計のずれか、作られた経路です") \
  X(ROUTE_GAP, INFORMATIONAL, "the mail lay for {0} between two hops", "2 つの経路の間に {0} かかっています", \
    "a queue, a mailbox that was fetched later, or a hop that was made up", "送信待ち、後からの取り込み、または作られた経路です") \
  X(ROUTE_PRIVATE, LOW, "a hop took the mail from the private address {0} after it had been on the internet", "インターネットを経由した後に、プライベート アドレス {0} から受け取った経路があります", \
    "internal relays do that; made-up hops as well", "内部の中継でも起こりますが、作られた経路にも見られます") \
  X(ROUTE_OWN_HELO, MEDIUM, "the host {1} called itself {0}, a name of yours", "ホスト {1} が自組織の名前 {0} を名乗りました", \
    "what a host calls itself is free text; the address is what the receiver saw", "名乗りは自由に書けます。受信側が確認したのはアドレスです") \
  X(ROUTE_HELO, INFORMATIONAL, "the host {1} called itself {0}, its address belongs to {2}", "ホスト {1} は {0} を名乗りましたが、アドレスは {2} のものです", \
    "what a host calls itself is free text", "名乗りは自由に書けます") \
  X(ROUTE_FALSE_OWN, MEDIUM, "a hop below that of an outside server claims to be by your {0}", "外部サーバーの経路より下に、自組織の {0} による経路があります", \
    "made up, unless the mail left from you and came back", "自組織から出て戻ったメールでなければ、作られたものです") \
  X(ROUTE_BROKEN_CHAIN, INFORMATIONAL, "{0} says it had the mail from {1}, but the hop before was by {2}", "{0} は {1} から受け取ったとしていますが、その前の経路は {2} によるものです", \
    "usual where a server has two names; also where hops were made up below", "サーバーに複数の名前がある場合は普通ですが、下の経路が作られた場合にも起こります") \
  X(DATE_AHEAD, LOW, "the mail's date lies {0} after its arrival", "メールの日付が受信より {0} 先です", \
    "a wrong clock, or a wish to stay on top of the inbox", "時計のずれか、受信トレイの先頭に置くためです") \
  X(DATE_BEHIND, INFORMATIONAL, "the mail's date lies {0} before its first hop", "メールの日付が最初の経路より {0} 前です", \
    "sent later than written, or made up", "書いてから後で送ったか、作られたものです") \
  X(DATE_BROKEN, LOW, "the mail's date cannot be read: {0}", "メールの日付を読み取れません: {0}", \
    "mail programs write it by a fixed form", "メール ソフトは決まった形式で書きます")

// --- how the mail is built
#define KS_STATEMENTS_OF_MAILS(X) \
  X(HEADER_BROKEN, LOW, "a line of the header is no field: {0}", "ヘッダーの行がフィールドの形になっていません: {0}", \
    "programs take it differently: as text, as the end of the header, or not at all", "本文、ヘッダーの終わり、無視など、ソフトごとに扱いが異なります") \
  X(HEADER_SPACE, LOW, "there is a blank before the colon of {0}", "{0} のコロンの前に空白があります", \
    "an old form that some programs do not take for a field", "古い書き方で、フィールドとみなさないソフトもあります") \
  X(HEADER_CONTROL, MEDIUM, "the header has a NUL or a lone carriage return", "ヘッダーに NUL または単独の CR があります", \
    "programs cut lines there differently", "ソフトごとに行の切れ目が異なります") \
  X(HEADER_LARGE, MEDIUM, "the header is larger than any mail needs ({0} fields, {1} bytes); the rest of it was not looked at", "ヘッダーが大きすぎます ({0} フィールド、{1} バイト)。残りは調べていません", \
    "made to exhaust programs", "ソフトの処理を妨げるためのものです") \
  X(PARTS_MANY, MEDIUM, "the mail has more than {0} parts, or parts nested deeper than {1}; the rest was not looked at", "メールのパートが {0} 個を超えているか、入れ子が {1} 段を超えています。残りは調べていません", \
    "made to exhaust programs", "ソフトの処理を妨げるためのものです") \
  X(ATTACHMENT_NAMES, MEDIUM, "the attachment has several names: '{0}' and '{1}'", "添付ファイルに複数の名前があります: '{0}' と '{1}'", \
    "mail programs and filters pick different ones", "メール ソフトとフィルターで使う名前が異なります") \
  X(CHARSET_UTF7, MEDIUM, "text in UTF-7", "UTF-7 のテキストがあります", \
    "no mail program writes it any more; it hides words and markup from filters", "現在は使われません。フィルターから語句やタグを隠すために使われます") \
  X(ATTACHED, INFORMATIONAL, "attached: {0} ({1})", "添付ファイル: {0} ({1})", \
    "what it is, is told by its content below", "実際の種類は内容から判断します") \
  X(INVITATION, INFORMATIONAL, "a calendar invitation", "予定表への招待です", \
    "calendar services write on behalf of the person who invites", "予定表サービスは、招待者に代わって送信します")

// --- what the text leads to
#define KS_STATEMENTS_OF_BODIES(X) \
  X(LINK_ELSEWHERE, LOW, "a link shows {0} and leads to {1}", "{0} と表示されたリンクの実際のリンク先は {1} です", \
    "newsletters count clicks in this way, frauds hide behind it", "メール マガジンのクリック計測でも使われますが、詐欺でも使われます") \
  X(LINK_FALSE_OWN, MEDIUM, "a link shows your {0} and leads to {1}", "自組織の {0} と表示されたリンクの実際のリンク先は {1} です", \
    "only the target counts, not the text", "意味があるのは表示ではなくリンク先です") \
  X(LINK_USER, MEDIUM, "a link hides its host behind a user name: {0}", "リンクがユーザー名の形でホストを隠しています: {0}", \
    "what stands before @ is not the host", "@ より前はホストではありません") \
  X(LINK_NUMBER, MEDIUM, "a link leads to a bare address: {0}", "リンク先が IP アドレスです: {0}", \
    "no rightful service asks people to go there", "正当なサービスが案内することはまずありません") \
  X(LINK_SCHEME, MEDIUM, "a link starts something other than a web page: {0}", "Web ページ以外を開くリンクがあります: {0}", \
    "it hands work to a program of Windows", "Windows のプログラムに処理が渡されます") \
  X(LINK_SHARE, HIGH, "a link or picture lies on a file server: {0}", "リンクまたは画像がファイル サーバーにあります: {0}", \
    "Windows signs in there by itself and gives the password's hash away", "Windows が自動的にサインインし、パスワードのハッシュが漏えいします") \
  X(FORM, MEDIUM, "a form asks for a password and sends it to {0}", "パスワードを入力させ、{0} に送信するフォームがあります", \
    "nobody rightful asks for a password in a mail", "正当な相手がメールでパスワードを求めることはありません") \
  X(SMUGGLING, HIGH, "the page builds a file and saves it by script", "ページがスクリプトでファイルを作成し、保存させます", \
    "HTML smuggling: the file never passes a filter, since it is made on the PC", "HTML スマグリング: ファイルは PC 上で作られるため、フィルターを通りません") \
  X(PAGE_SCRIPT, LOW, "the page runs script", "ページがスクリプトを実行します", \
    "a page that comes as a file runs with nobody's name in the address bar", "ファイルとして届いたページでは、アドレス バーで発行元を確認できません") \
  X(PAGE_REDIRECT, LOW, "the page leads on to {0} by itself", "ページが自動的に {0} に移動します", \
    "the file is only there to get past filters", "フィルターを通すためだけのファイルです")

// --- what a name says
#define KS_STATEMENTS_OF_NAMES(X) \
  X(NAME_OVERRIDE, HIGH, "the name '{0}' has characters that turn its order: on the screen it reads like '{1}', its real ending is '{2}'", \
    "ファイル名 '{0}' に文字の並びを変える制御文字があります: 画面では '{1}' のように見えますが、実際の拡張子は '{2}' です", \
    "no rightful name needs them", "正当なファイル名に必要なものではありません") \
  X(NAME_MARK, LOW, "the name '{0}' has invisible direction marks", "ファイル名 '{0}' に見えない方向指定文字があります", \
    "names in Arabic or Hebrew may have them, and names that were taken from an address book", "アラビア語やヘブライ語の名前、またはアドレス帳から取り込まれた名前には、含まれることがあります") \
  X(NAME_UNSEEN, MEDIUM, "the name '{0}' has characters that are not seen", "ファイル名 '{0}' に見えない文字があります", \
    "two names can look the same, and filters miss it", "同じ名前に見えるファイルが作れ、フィルターの照合も逃れます") \
  X(NAME_PADDED, HIGH, "{1} blanks, _ or - in a row push the real ending '{2}' of '{0}' out of sight", "ファイル名 '{0}' は、空白、_、- を合わせて {1} 個連続させて、実際の拡張子 '{2}' を見えなくしています", \
    "columns cut long names at the end", "一覧では長い名前の末尾が省略されます") \
  X(NAME_DOUBLE, HIGH, "the name '{0}' looks like a document ('{1}') and is '{2}'", "ファイル名 '{0}' は文書 ('{1}') のように見えますが、実際は '{2}' です", \
    "Windows hides known endings by default", "Windows は既定で登録されている拡張子を表示しません") \
  X(NAME_PROGRAM, HIGH, "'{0}' is a program or script by its ending ('{1}')", "'{0}' は拡張子 ('{1}') からプログラムまたはスクリプトです", \
    "opening it runs it; nobody rightful mails programs", "開くと実行されます。正当な相手がプログラムをメールで送ることはまずありません") \
  X(NAME_SHORTCUT, HIGH, "'{0}' is a shortcut ('{1}')", "'{0}' はショートカット ('{1}') です", \
    "opening it runs what it names; Windows never shows this ending", "開くと指定されたコマンドが実行されます。この拡張子は常に表示されません") \
  X(NAME_ACTIVE, MEDIUM, "'{0}' is of a kind that can run code when opened ('{1}')", "'{0}' は開くとコードを実行できる種類のファイル ('{1}') です", \
    "Outlook blocks such attachments", "Outlook が添付をブロックする種類です") \
  X(NAME_CLASS, HIGH, "the ending of '{0}' names a class of Windows", "'{0}' の拡張子が Windows のクラス ID です", \
    "Windows hides it and opens the file with that class", "Windows はこの拡張子を表示せず、そのクラスで開きます") \
  X(NAME_STREAM, MEDIUM, "the name '{0}' has a stream behind a colon", "ファイル名 '{0}' のコロンの後ろにストリーム名があります", \
    "what lies there is not shown by Explorer", "エクスプローラーには表示されません") \
  X(NAME_CONTROL, MEDIUM, "the name '{0}' has control characters", "ファイル名 '{0}' に制御文字があります", \
    "no rightful name has them", "正当なファイル名にはありません") \
  X(NAME_DEVICE, MEDIUM, "the name '{0}' is that of a device", "ファイル名 '{0}' はデバイス名です", \
    "Windows does not open a file there", "Windows ではファイルとして開けません") \
  X(NAME_DOTS, MEDIUM, "the name '{0}' has dots that are none ('{1}'); its real ending is '{2}'", "ファイル名 '{0}' にピリオドに似た文字 ('{1}') があります。実際の拡張子は '{2}' です", \
    "it looks as if it had another ending", "別の拡張子に見えます") \
  X(NAME_TRAILING, LOW, "the name '{0}' ends in dots or blanks, which Windows drops", "ファイル名 '{0}' の末尾にピリオドまたは空白があります (Windows が取り除きます)", \
    "filters may see another ending than Windows", "フィルターと Windows で拡張子の判断が異なることがあります") \
  X(NAME_LONG, LOW, "the name has {1} characters: '{0}'", "ファイル名が {1} 文字あります: '{0}'", \
    "its end is out of sight", "末尾が見えません") \
  X(NAME_PATH, MEDIUM, "the attachment's name holds a path: '{0}'", "添付ファイルの名前にパスが含まれています: '{0}'", \
    "careless programs write outside of the folder that was meant", "不注意なソフトは、意図しないフォルダーに保存します")

// --- what content is, against its name
#define KS_STATEMENTS_OF_CONTENT(X) \
  X(IS, INFORMATIONAL, "by its content it is {0}", "内容の種類: {0}", \
    "told by the bytes, not by the name", "名前ではなく内容から判断しました") \
  X(IS_EMPTY, INFORMATIONAL, "it is empty", "空です", \
    "there is nothing to judge", "判断する内容がありません") \
  X(PROGRAM_HIDDEN, HIGH, "the content is {0}, the name says '{1}'", "内容は「{0}」ですが、名前は '{1}' となっています", \
    "a program under the name of something else", "別の種類の名前を付けたプログラムです") \
  X(CONTENT_OTHER, MEDIUM, "the content is {0}, the name says '{1}'", "内容は「{0}」ですが、名前は '{1}' となっています", \
    "filters that go by the name are led astray", "名前で判断するフィルターを逃れます") \
  X(CONTENT_KIN, INFORMATIONAL, "the content is {0}, the name says '{1}'", "内容は「{0}」ですが、名前は '{1}' となっています", \
    "usual: programs write related kinds under one ending", "近い種類を同じ拡張子で書くソフトがあるため、よくあります") \
  X(TAIL, LOW, "{1} bytes of other content ({0}) lie behind the end of the picture", "画像の終わりの後ろに別の内容 ({0}) が {1} バイトあります", \
    "two kinds of file in one: each program sees what it expects", "2 種類の形式を兼ねるファイルで、ソフトごとに見え方が異なります") \
  X(SCRIPT_CONTENT, MEDIUM, "the text is a script ({0}) under the name '{1}'", "名前は '{1}' ですが、内容は「{0}」です", \
    "renamed, or fed to an interpreter by something else", "拡張子が変えられたか、別のものから実行されます") \
  X(URL_TARGET, MEDIUM, "the internet shortcut leads to {0}", "インターネット ショートカットのリンク先は {0} です", \
    "a file server or a program, not a web page", "Web ページではなく、ファイル サーバーまたはプログラムです")

// --- programs and shortcuts
#define KS_STATEMENTS_OF_PROGRAMS(X) \
  X(PROGRAM_IS, INFORMATIONAL, "{0}; it calls itself '{1}' of '{2}'", "{0}。ファイル情報の名称は '{1}'、会社名は '{2}' です", \
    "names inside a program are free text of whoever made it", "プログラム内の名称は作成者が自由に書けます") \
  X(PROGRAM_ICON, MEDIUM, "the program has the icon of a document ({0})", "プログラムのアイコンが文書 ({0}) に見えます", \
    "told by its shape and colours: a sheet of paper or a folder; people go by icons", "形と色から判断しました (用紙またはフォルダー)。人はアイコンで判断します") \
  X(PROGRAM_RENAMED, MEDIUM, "the program calls itself {0}, a tool that attackers use under other names", "プログラムの元の名前は {0} で、攻撃者が名前を変えて使うツールです", \
    "rules that go by file names do not see it", "ファイル名によるルールでは検出できません") \
  X(PROGRAM_OTHER_NAME, INFORMATIONAL, "the program calls itself {0}", "プログラムの元の名前は {0} です", \
    "usual for installers and for files that were renamed", "インストーラーや、名前を変えたファイルではよくあります") \
  X(PROGRAM_SIGNED, INFORMATIONAL, "it carries a signature; whether it is valid cannot be told offline", "署名があります。有効かどうかはオフラインでは判断できません", \
    "look at it on a Windows PC: Properties, Digital Signatures", "Windows PC の [プロパティ] の [デジタル署名] で確認してください") \
  X(PROGRAM_UNSIGNED, INFORMATIONAL, "it carries no signature of its own", "ファイル自体に署名がありません", \
    "Windows' own files are often signed by catalogue instead", "Windows のファイルはカタログで署名されていることがあります") \
  X(PROGRAM_SIGNATURE_BROKEN, MEDIUM, "its signature is broken: {0}", "署名が壊れています: {0}", \
    "changed after it was signed, or made to look signed", "署名後に変更されたか、署名があるように見せかけています") \
  X(PROGRAM_APPENDED, LOW, "{0} bytes lie behind its signature", "署名の後ろに {0} バイトのデータがあります", \
    "they can be changed without breaking the signature", "署名を壊さずに変更できます") \
  X(PROGRAM_PACKED, LOW, "it is packed or an archive that unpacks itself ({0})", "圧縮または自己展開形式です ({0})", \
    "what it really does is hidden from filters", "実際の動作がフィルターから見えません") \
  X(PROGRAM_DAMAGED, LOW, "its structure does not hold at {0}", "{0} の構造が正しくありません", \
    "cut off, or made to mislead tools", "途中で切れているか、解析を妨げるためです") \
  X(SHORTCUT_IS, INFORMATIONAL, "the shortcut starts {0} with: {1}", "ショートカットは {0} を次の引数で起動します: {1}", \
    "Windows shows only the first 260 characters of it", "Windows が表示するのは先頭の 260 文字だけです") \
  X(SHORTCUT_INTERPRETER, HIGH, "the shortcut hands commands to {0}", "ショートカットが {0} にコマンドを渡します", \
    "a shortcut to a document does not need an interpreter", "文書へのショートカットにはコマンド実行プログラムは不要です") \
  X(SHORTCUT_PADDED, HIGH, "the shortcut's arguments are pushed out of sight by {0} blanks", "ショートカットの引数が {0} 個の空白で見えなくされています", \
    "its properties show only the blanks", "プロパティには空白しか表示されません") \
  X(SHORTCUT_LONG, MEDIUM, "the shortcut's arguments have {0} characters; its properties show 260", "ショートカットの引数は {0} 文字ありますが、プロパティに表示されるのは 260 文字です", \
    "the rest runs unseen", "残りは見えないまま実行されます") \
  X(SHORTCUT_ICON, MEDIUM, "the shortcut starts a program with the icon of something else ({0})", "ショートカットは別のもののアイコン ({0}) でプログラムを起動します", \
    "it looks like a document", "文書に見えます") \
  X(SHORTCUT_MADE_ON, INFORMATIONAL, "the shortcut was made on the machine '{0}', network card {1}", "ショートカットはコンピューター '{0}' (MAC アドレス {1}) で作成されました", \
    "a trace of whoever made it", "作成者の痕跡です") \
  X(SHORTCUT_DAMAGED, LOW, "the shortcut's structure does not hold at {0}", "ショートカットの {0} の構造が正しくありません", \
    "cut off, or made to mislead tools", "途中で切れているか、解析を妨げるためです")

// --- archives, disk images
#define KS_STATEMENTS_OF_CONTAINERS(X) \
  X(CONTAINER_MARK, MEDIUM, "files in {0} may lose the mark of the web", "{0} の中のファイルでは Mark of the Web が失われることがあります", \
    "Windows then opens them without the warning for downloads", "ダウンロードしたファイルに対する警告なしで開かれます") \
  X(ARCHIVE_ENCRYPTED, LOW, "'{0}' is encrypted: it could not be looked into", "'{0}' は暗号化されているため、中身を調べていません", \
    "filters could not either; open it only if you expect it, on a PC that may be lost", "フィルターも調べていません。心当たりがある場合だけ開いてください") \
  X(ARCHIVE_PASSWORD, INFORMATIONAL, "the mail speaks of a password for its encrypted attachment", "メールの本文に、暗号化された添付ファイルのパスワードについて書かれています", \
    "a custom of some companies, and a way past filters", "一部の企業の慣習ですが、フィルターを逃れる手口でもあります") \
  X(ARCHIVE_OUTSIDE, HIGH, "the member '{0}' would be written outside of the folder", "メンバー '{0}' はフォルダーの外に書き込まれます", \
    "no rightful archive needs that", "正当なアーカイブには不要です") \
  X(ARCHIVE_LINK, LOW, "the member '{0}' is a link to '{1}'", "メンバー '{0}' は '{1}' へのリンクです", \
    "what is unpacked later may be written there", "後から展開するファイルの書き込み先が変わることがあります") \
  X(ARCHIVE_BOMB, HIGH, "it unfolds to more than {0} bytes from {1}: not looked at further", "{1} バイトから {0} バイト以上に展開されます。これ以上は調べていません", \
    "made to exhaust programs", "ソフトの処理を妨げるためのものです") \
  X(ARCHIVE_DAMAGED, LOW, "it could not be read further: {0}", "これ以上読み取れません: {0}", \
    "damaged, or made to be read by one program only", "破損しているか、特定のソフトだけで読めるように作られています") \
  X(ARCHIVE_TWO_TALES, MEDIUM, "the list of the ZIP names '{0}', the member itself '{1}'", "ZIP の一覧では '{0}'、メンバー自体では '{1}' となっています", \
    "programs unpack one or the other", "ソフトによって展開される名前が異なります") \
  X(TOO_DEEP, MEDIUM, "nested deeper than {0}: not looked into", "入れ子が {0} 段を超えているため、中身を調べていません", \
    "nobody rightful packs so often", "正当なものがこれほど入れ子になることはありません") \
  X(TOO_MUCH, LOW, "only the first {0} parts and {1} bytes were looked into", "最初の {0} 個、{1} バイトまでしか調べていません", \
    "look at the rest on its own", "残りは個別に調べてください")

// --- documents
#define KS_STATEMENTS_OF_DOCUMENTS(X) \
  X(MACROS, MEDIUM, "it has macros (VBA)", "マクロ (VBA) が含まれています", \
    "they run once someone enables them", "有効にすると実行されます") \
  X(MACROS_AUTO, HIGH, "its macros run by themselves ({0})", "マクロが自動的に実行されます ({0})", \
    "opening and allowing is enough", "開いて許可するだけで実行されます") \
  X(MACRO_SHEET, HIGH, "it has a sheet of Excel 4 macros", "Excel 4.0 マクロ シートが含まれています", \
    "an old language that hardly anyone uses rightfully", "正当な用途ではほとんど使われない古い機能です") \
  X(TEMPLATE_REMOTE, HIGH, "it fetches a template or object from {0}", "テンプレートまたはオブジェクトを {0} から取得します", \
    "the harmful part comes only when it is opened", "有害な部分は開いたときに初めて取得されます") \
  X(OBJECT_PACKAGE, MEDIUM, "it has a file embedded: {0}", "ファイルが埋め込まれています: {0}", \
    "a double click inside of the document runs it", "文書内でダブルクリックすると実行されます") \
  X(OBJECT_UPDATES, HIGH, "an embedded object loads by itself", "埋め込みオブジェクトが自動的に読み込まれます", \
    "no click is needed", "クリックは不要です") \
  X(OBJECT_EQUATION, HIGH, "it has an object of the old equation editor", "古い数式エディターのオブジェクトが含まれています", \
    "its flaws run code without a question", "脆弱性により確認なしでコードが実行されます") \
  X(OBJECT_PLAIN, LOW, "it has an embedded object ({0})", "オブジェクトが埋め込まれています ({0})", \
    "usual for charts and tables; also a way to bring code along", "グラフや表では普通ですが、コードを持ち込む手段にもなります") \
  X(FIELD_DDE, HIGH, "a field starts another program (DDE): {0}", "フィールドが別のプログラムを起動します (DDE): {0}", \
    "it runs without macros", "マクロなしで実行されます") \
  X(PDF_LAUNCH, HIGH, "the PDF starts a program (/Launch)", "PDF がプログラムを起動します (/Launch)", \
    "no rightful document does", "正当な文書では使われません") \
  X(PDF_SCRIPT, LOW, "the PDF has script (/JavaScript)", "PDF にスクリプトが含まれています (/JavaScript)", \
    "forms use it; so do attacks on readers", "フォームでも使われますが、閲覧ソフトへの攻撃にも使われます") \
  X(PDF_FILES, LOW, "the PDF has files embedded (/EmbeddedFile)", "PDF にファイルが埋め込まれています (/EmbeddedFile)", \
    "electronic invoices do that; so do carriers", "電子インボイスでも使われますが、持ち込みの手段にもなります") \
  X(NOTE_FILE, MEDIUM, "the notebook page has a file embedded", "OneNote のページにファイルが埋め込まれています", \
    "a picture over it asks for a double click, which runs it", "上に置いた画像をダブルクリックさせて実行させます") \
  X(MESSAGE_UNSENT, INFORMATIONAL, "the message was saved without the headers of its way", "メッセージに配送時のヘッダーが保存されていません", \
    "usual for drafts and for sent mail; nothing can be said about its way", "下書きや送信済みのメールでは普通です。経路については判断できません") \
  X(DOCUMENT_DAMAGED, LOW, "its structure could not be read: {0}", "構造を読み取れません: {0}", \
    "damaged, or made to mislead tools", "破損しているか、解析を妨げるためです")
// clang-format on
