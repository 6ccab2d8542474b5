// Inside the room: what bytes are, told by themselves.
#pragma once
#include "inspect/own.h"

// X(name, English, Japanese, endings that fit, endings that programs use for it as well)
// clang-format off
#define CONTENT_KINDS(X) \
  X(UNKNOWN, "data of no known kind", "未知の種類のデータ", "", "") \
  X(PROGRAM, "a Windows program", "Windows のプログラム", "exe scr com pif msc", "cpl mui sys ocx dll drv ax efi node xll tmp") \
  X(LIBRARY, "a Windows library (DLL)", "Windows のライブラリ (DLL)", "dll ocx cpl drv ax mui node xll wll tlb acm ime tsp", "exe sys winmd pyd") \
  X(DRIVER, "a Windows driver", "Windows のドライバー", "sys drv", "exe dll efi") \
  X(DOS_PROGRAM, "a DOS program", "DOS のプログラム", "exe com", "sys ovl") \
  X(LINUX_PROGRAM, "a Linux program", "Linux のプログラム", "", "elf so o bin ko") \
  X(SHORTCUT, "a Windows shortcut", "Windows のショートカット", "lnk", "") \
  X(MAIL, "a mail", "メール", "eml mht mhtml mbox", "txt msg mai nws doc xls") \
  X(MAILBOX, "a mailbox of several mails", "メールボックス (複数のメール)", "mbox mbx", "eml txt") \
  X(OUTLOOK_MESSAGE, "an Outlook message", "Outlook のメッセージ", "msg oft", "") \
  X(OLE_WORD, "a Word document (97-2003)", "Word 文書 (97-2003)", "doc dot", "wbk rtf asd") \
  X(OLE_EXCEL, "an Excel workbook (97-2003)", "Excel ブック (97-2003)", "xls xlt xla", "xlb et") \
  X(OLE_POWERPOINT, "a PowerPoint presentation (97-2003)", "PowerPoint プレゼンテーション (97-2003)", "ppt pps pot ppa", "") \
  X(INSTALLER, "a Windows Installer package", "Windows インストーラー パッケージ", "msi msp mst", "") \
  X(OLE_ENCRYPTED, "an encrypted Office document", "暗号化された Office 文書", "docx xlsx pptx docm xlsm pptm doc xls ppt", "xlsb") \
  X(OLE_OTHER, "a compound file (OLE)", "複合ファイル (OLE)", "", "db jtd xdw vsd pub mpp hwp doc xls ppt msg dat automaticDestinations-ms") \
  X(WORD, "a Word document", "Word 文書", "docx dotx", "doc") \
  X(WORD_MACROS, "a Word document with macros", "マクロ付き Word 文書", "docm dotm", "") \
  X(EXCEL, "an Excel workbook", "Excel ブック", "xlsx xltx xlsb", "xls") \
  X(EXCEL_MACROS, "an Excel workbook with macros", "マクロ付き Excel ブック", "xlsm xltm xlam xlsb", "") \
  X(POWERPOINT, "a PowerPoint presentation", "PowerPoint プレゼンテーション", "pptx ppsx potx", "ppt") \
  X(POWERPOINT_MACROS, "a PowerPoint presentation with macros", "マクロ付き PowerPoint プレゼンテーション", "pptm ppsm potm ppam", "") \
  X(JAVA_PROGRAM, "a Java program", "Java のプログラム", "jar war ear", "zip apk") \
  X(APP_PACKAGE, "a Windows app package", "Windows アプリ パッケージ", "appx msix appxbundle msixbundle", "zip") \
  X(OPEN_DOCUMENT, "an OpenDocument file", "OpenDocument ファイル", "odt ods odp odg epub", "ott ots otp odf") \
  X(ZIP, "a ZIP archive", "ZIP アーカイブ", "zip", "jar apk docx xlsx pptx vsdx kmz whl nupkg xpi crx cbz sb3 ipa aar oxps xps numbers pages key exe") \
  X(PDF, "a PDF document", "PDF 文書", "pdf", "ai") \
  X(RTF, "an RTF document", "RTF 文書", "rtf", "doc") \
  X(ONENOTE, "a OneNote page", "OneNote のページ", "one onetoc2", "") \
  X(HELP, "a compiled HTML help file", "コンパイル済み HTML ヘルプ", "chm", "") \
  X(DISK_IMAGE, "a disc image (ISO)", "ディスク イメージ (ISO)", "iso img udf", "bin") \
  X(VIRTUAL_DISK, "a virtual hard disk", "仮想ハード ディスク", "vhd vhdx", "img avhd avhdx") \
  X(RAR, "a RAR archive", "RAR アーカイブ", "rar", "cbr exe") \
  X(SEVEN_ZIP, "a 7-Zip archive", "7-Zip アーカイブ", "7z", "exe cb7") \
  X(GZIP, "a gzip archive", "gzip アーカイブ", "gz tgz", "svgz emz wmz z dia tar") \
  X(BZIP2, "a bzip2 archive", "bzip2 アーカイブ", "bz2 tbz tbz2", "") \
  X(XZ, "an xz archive", "xz アーカイブ", "xz txz", "") \
  X(ZSTD, "a Zstandard archive", "Zstandard アーカイブ", "zst tzst", "") \
  X(TAR, "a tar archive", "tar アーカイブ", "tar", "") \
  X(LHA, "an LHA archive", "LHA アーカイブ", "lzh lha", "") \
  X(CABINET, "a cabinet archive", "キャビネット アーカイブ", "cab", "msu thmx accdt xsn") \
  X(PICTURE_PNG, "a PNG picture", "PNG 画像", "png apng", "jpg jpeg gif bmp ico webp tif tmp") \
  X(PICTURE_JPEG, "a JPEG picture", "JPEG 画像", "jpg jpeg jfif jpe", "png gif bmp mpo thm tmp webp tif") \
  X(PICTURE_GIF, "a GIF picture", "GIF 画像", "gif", "jpg jpeg png tmp") \
  X(PICTURE_BMP, "a bitmap picture", "ビットマップ画像", "bmp dib", "jpg png gif") \
  X(ICON, "an icon", "アイコン", "ico cur", "png bmp") \
  X(TNEF, "an Outlook package (winmail.dat)", "Outlook のパッケージ (winmail.dat)", "dat", "tnef") \
  X(HTA, "an HTML application", "HTML アプリケーション", "hta", "") \
  X(HTML, "an HTML page", "HTML ページ", "html htm shtml xhtml xht", "xls doc php aspx asp jsp mht txt eml xml") \
  X(SVG, "an SVG picture", "SVG 画像", "svg", "xml html htm txt") \
  X(INTERNET_SHORTCUT, "an internet shortcut", "インターネット ショートカット", "url website", "txt ini") \
  X(SCRIPT_POWERSHELL, "a PowerShell script", "PowerShell スクリプト", "ps1 psm1 psd1", "") \
  X(SCRIPT_BATCH, "a batch file", "バッチ ファイル", "bat cmd", "nt") \
  X(SCRIPT_HOST, "a script for Windows Script Host", "Windows Script Host のスクリプト", "js jse vbs vbe wsf wsh wsc sct vb", "html htm hta asp bas cls frm") \
  X(SCRIPT_ENCODED, "an encoded script (VBScript or JScript)", "エンコードされたスクリプト (VBScript または JScript)", "vbe jse", "vbs js") \
  X(REGISTRY_SCRIPT, "a registry file", "登録ファイル", "reg", "") \
  X(XML, "XML", "XML", "xml", "svg xsd xsl xslt config csproj xaml rels evtx manifest plist kml gpx rdl docx xlsx library-ms searchconnector-ms settingcontent-ms html htm doc xls") \
  X(TEXT, "text", "テキスト", "txt", "csv log ini md json xml html htm") \
  X(EMPTY, "nothing", "空", "", "")
// clang-format on

typedef enum {
#define X(name, en, ja, right, kin) CONTENT_##name,
    CONTENT_KINDS(X)
#undef X
        CONTENT_KIND_COUNT
} content_kind;

extern const ks_phrase_text content_words[CONTENT_KIND_COUNT];

content_kind content_kind_of(const item *it, ks_arena *arena);
// Whether the ending fits, is used for it as well, or is not known to say anything.
typedef enum { ENDING_FITS, ENDING_IS_KIN, ENDING_SAYS_NOTHING, ENDING_LIES } ending_fit;
ending_fit content_fits(content_kind kind, ks_str ending);
bool content_is_program(content_kind kind); // opening it runs it
bool content_is_script(content_kind kind);
// The bytes as text when they are such: UTF-8, UTF-16 with a mark, or 8-bit without controls.
// Empty: they are not.
ks_str content_text(ks_arena *arena, ks_span bytes);
