// Faults planted in subscriptions, queries and the client's policy are found where they are.
#include "policy/wef.h"

#include "policy/linted.h"

#define Q(select)                                                         \
    "<QueryList>\n<Query Id=\"0\" Path=\"Application\">\n<Select>" select \
    "</Select>\n</Query></QueryList>"
#define SECURITY(select)                                                                   \
    "<QueryList><Query Id=\"0\" Path=\"Security\">\n<Select>" select "</Select></Query></" \
    "QueryList>"
#define NS "xmlns=\"http://schemas.microsoft.com/2006/03/windows/events/subscription\""
#define SUB(more)                                                                       \
    "<Subscription " NS ">\n<SubscriptionId>a</SubscriptionId>\n"                       \
    "<SubscriptionType>SourceInitiated</SubscriptionType>\n<Query><![CDATA[" Q(         \
        "*") "]]>"                                                                      \
             "</Query>\n<ReadExistingEvents>true</ReadExistingEvents>\n<LogFile>x</"    \
             "LogFile>\n" more "<AllowedSourceDomainComputers>O:NSG:NSD:(A;;GA;;;DC)</" \
             "AllowedSourceDomainComputers>\n"                                          \
             "</Subscription>"
#define A(n) "EventID=" #n " or "
#define TEN  A(1) A(2) A(3) A(4) A(5) A(6) A(7) A(8) A(9) A(10)

// clang-format off
static const linted_row rows[] = {
    { "a plain query has no mistakes", Q("*[System[(EventID=1 or EventID=2) and Level=2]] and *[EventData[Data[@Name='a']='b']]"), NULL, 0, 0 },
    { "ranges, times and masks are taken",
      Q("*[System[(EventID &gt;= 1 and EventID &lt;= 5) and TimeCreated[timediff(@SystemTime) &lt;= 86400000] and band(Keywords,4503599627370496)]]"), NULL, 0, 0 },
    { "a position is taken", Q("*[EventData[Data[5]='10']]"), NULL, 0, 0 },
    { "a function of XPath that the service lacks is told", Q("*[EventData[contains(Data,'x')]]"), "xpath-function", 3, 21 },
    { "starts-with is told behind an entity", Q("*[System[Level&lt;3 and starts-with(Channel,'x')]]"), "xpath-function", 3, 33 },
    { "not() is told", Q("*[System[not(Level=4)]]"), "xpath-function", 3, 18 },
    { "the wrong number of arguments is told", Q("*[System[band(Keywords)]]"), "xpath-arguments", 3, 18 },
    { "the descendant axis is told", Q("//Data"), "xpath-axis", 3, 9 },
    { "a parent step is told", Q("*[System[../EventData]]"), "xpath-axis", 3, 18 },
    { "a named axis is told", Q("*[descendant::Data='x']"), "xpath-axis", 3, 11 },
    { "a union is told", Q("*[System] | *[UserData]"), "xpath-operator", 3, 19 },
    { "a variable is told", Q("*[System[Level=$x]]"), "xpath-operator", 3, 24 },
    { "OR in capitals is told", Q("*[System[EventID=1 OR EventID=2]]"), "xpath-case", 3, 28 },
    { "an open bracket is told where it opens", Q("*[System[EventID=1]"), "xpath-unclosed", 3, 10 },
    { "an open quotation is told", Q("*[System[Provider[@Name='x]]]"), "xpath-unclosed", 3, 33 },
    { "a missing operator is told", Q("*[System[EventID 1]]"), "xpath-expected", 3, 26 },
    { "a query that begins with System is told", Q("System[EventID=1]"), "xpath-start", 3, 9 },
    { "more than twenty comparisons are told", Q("*[System[" TEN TEN "EventID=1]]"), "xpath-many", 3, 9 },
    { "more than thirty-two comparisons are an error", Q("*[System[" TEN TEN TEN "EventID=1 or EventID=2 or EventID=3]]"), "xpath-limit", 3, 9 },
    { "an id that is two numbers never matches", Q("*[System[EventID=1 and EventID=2]]"), "xpath-never", 3, 32 },
    { "a range that is empty never matches", Q("*[System[EventID &gt; 9 and (EventID=1 or EventID=5)]]"), "xpath-never", 3, 38 },
    { "a provider with two names never matches", Q("*[System[Provider[@Name='a' and @Name='b']]]"), "xpath-never", 3, 41 },
    { "an element in the wrong case never matches", Q("*[System[EventId=1]]"), "xpath-element", 3, 18 },
    { "an attribute in the wrong case never matches", Q("*[System[Provider[@name='x']]]"), "xpath-attribute", 3, 27 },
    { "an id that is text never matches", Q("*[System[EventID='1 ']]"), "xpath-number", 3, 26 },
    { "an id that is too large never matches", Q("*[System[EventID=70000]]"), "xpath-range", 3, 26 },
    { "an id outside of System never matches", Q("*[EventID=1]"), "xpath-outside-system", 3, 11 },
    { "keywords compared whole are noted", Q("*[System[Keywords='0x8020000000000000']]"), "xpath-keywords", 3, 18 },
    { "a level that leaves out audit events is told", SECURITY("*[System[(Level=4) and EventID=4688]]"), "wef-level-audit", 2, 9 },
    { "level 0 or 4 leaves out none", SECURITY("*[System[(Level=0 or Level=4) and EventID=4688]]"), NULL, 0, 0 },
    { "a query of the service's own events may ask for a level", SECURITY("*[System[Provider[@Name='Microsoft-Windows-Eventlog'] and Level=4 and EventID=1102]]"), NULL, 0, 0 },
    { "a query of a custom view of Event Viewer is read",
      "<ViewerConfig><QueryConfig><QueryNode><QueryList>\n<Query Id=\"0\" Path=\"Security\"/></QueryList></QueryNode></QueryConfig></ViewerConfig>", "wef-no-select", 2, 1 },
    { "a view without one is told", "<ViewerConfig><QueryConfig/></ViewerConfig>", "wef-querylist", 1, 1 },
    { "neither path is told", "<QueryList><Query Id=\"0\">\n<Select>*</Select></Query></QueryList>", "wef-no-path", 2, 1 },
    { "a Query without Select is told", "<QueryList>\n<Query Id=\"0\" Path=\"Security\"/></QueryList>", "wef-no-select", 2, 1 },
    { "a Suppress without content is told",
      "<QueryList><Query Id=\"0\"><Select Path=\"System\">*</Select>\n<Suppress Path=\"System\"></Suppress></Query></QueryList>", "xpath-start", 2, 1 },
    { "a Suppress of a channel that is not selected is told",
      "<QueryList><Query Id=\"0\"><Select Path=\"System\">*</Select>\n<Suppress Path=\"Security\">*</Suppress></Query></QueryList>", "wef-suppress", 2, 1 },
    { "an Id twice is told",
      "<QueryList><Query Id=\"0\" Path=\"System\"><Select>*</Select></Query>\n<Query Id=\"0\" Path=\"Security\"><Select>*</Select></Query></QueryList>", "wef-query-id", 2, 1 },
    { "channels and files together are told",
      "<QueryList>\n<Query Id=\"0\"><Select Path=\"System\">*</Select><Select Path=\"file://C:\\a.evtx\">*</Select></Query></QueryList>", "wef-mixed", 2, 1 },
    { "a channel misspelt is told", "<QueryList>\n<Query Path=\"Microsoft-Windows-Sysmon/Operatonal\"><Select>*</Select></Query></QueryList>", "wef-channel", 2, 8 },
    { "a plain subscription has no mistakes", SUB(""), NULL, 0, 0 },
    { "a mistake in CDATA is told at its line of the file",
      "<Subscription " NS ">\n<Query><![CDATA[<QueryList>\n <Query Path=\"System\"><Select>*[System[EventId=1]]</Select></Query></QueryList>]]></Query></Subscription>", "xpath-element", 3, 40 },
    { "broken XML in CDATA is told at its line of the file", "<Subscription " NS ">\n<Query><![CDATA[<QueryList>\n <Query>]]></Query></Subscription>", "xml-not-closed", 3, 2 },
    { "a query list of another name is told", "<Subscription " NS ">\n<Query><![CDATA[<Queries/>]]></Query></Subscription>", "wef-querylist", 2, 17 },
    { "a wrong namespace is told", "<Subscription xmlns=\"x\"/>", "wef-namespace", 1, 15 },
    { "an unknown element is told", SUB("<TransportNames>http</TransportNames>\n"), "wef-element", 10, 1 },
    { "a missing query is told", "<Subscription " NS "/>", "wef-missing", 1, 1 },
    { "a mode that does not exist is told", SUB("<ConfigurationMode>Fast</ConfigurationMode>\n"), "wef-value", 10, 1 },
    { "a number that is none is told", SUB("<TransportPort>5985x</TransportPort>\n"), "wef-value", 10, 1 },
    { "pulling from sources is told", SUB("<Delivery Mode=\"Pull\"/>\n"), "wef-pull", 10, 1 },
    { "batching without Custom is told",
      SUB("<ConfigurationMode>Normal</ConfigurationMode>\n<Delivery Mode=\"Push\"><Batching><MaxItems>1</MaxItems></Batching></Delivery>\n"), "wef-ignored", 11, 23 },
    { "computers outside of the domain by http are told",
      SUB("<TransportName>http</TransportName>\n<AllowedSourceNonDomainComputers><AllowedIssuerCAList><IssuerCA>00</IssuerCA></AllowedIssuerCAList>"
      "</AllowedSourceNonDomainComputers>\n"), "wef-http", 10, 1 },
    { "nobody allowed is told", "<Subscription " NS ">\n<SubscriptionType>SourceInitiated</SubscriptionType>\n<AllowedSourceDomainComputers/></Subscription>", "wef-nobody", 3, 1 },
    { "what is no security descriptor is told", "<Subscription " NS ">\n<AllowedSourceDomainComputers>everyone</AllowedSourceDomainComputers></Subscription>", "wef-sddl", 2, 1 },
    { "the small log is noted", "<Subscription " NS ">\n<LogFile>ForwardedEvents</LogFile></Subscription>", "wef-log", 2, 1 },
};

static const linted_row clients[] = {
    { "a plain client policy has no mistakes", "Server=http://wec.example.org:5985/wsman/SubscriptionManager/WEC,Refresh=60", NULL, 0, 0 },
    { "https with an issuer has no mistakes", "Server=https://wec.example.org:5986/wsman/SubscriptionManager/WEC,Refresh=60,IssuerCA=0123456789abcdef0123456789ABCDEF01234567", NULL, 0, 0 },
    { "a missing Server= is told", "http://wec.example.org:5985/wsman/SubscriptionManager/WEC", "wef-client-server", 1, 1 },
    { "a wrong path is told", "Server=http://wec.example.org:5985/wsman,Refresh=60", "wef-client-url", 1, 8 },
    { "a port of another protocol is told", "Server=https://wec.example.org:5985/wsman/SubscriptionManager/WEC", "wef-client-port", 1, 32 },
    { "a blank is told", "Server=http://a:5985/wsman/SubscriptionManager/WEC, Refresh=60", "wef-client-blank", 1, 52 },
    { "a refresh that is no number is told", "Server=http://a:5985/wsman/SubscriptionManager/WEC,Refresh=1m", "wef-client-refresh", 1, 60 },
    { "an unknown part is told", "Server=http://a:5985/wsman/SubscriptionManager/WEC,Refesh=60", "wef-client-part", 1, 52 },
    { "a thumbprint that is none is told", "Server=https://a:5986/wsman/SubscriptionManager/WEC,IssuerCA=12 34", "wef-client-issuer", 1, 62 },
};
// clang-format on

int main(void)
{
    check_linted(rows, countof(rows), wef_lint_file);
    check_linted(clients, countof(clients), wef_client_lint_file);
    return checked();
}
