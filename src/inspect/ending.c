// PATHEXT, Outlook's list of blocked attachments (level 1), and a few that neither has.
#include "inspect/ending.h"

#include "inspect/ascii.h"

// clang-format off
static const struct { ending_class class; const char *endings; } rows[] = {
    { ENDING_PROGRAM, "com exe bat cmd vbs vbe js jse wsf wsh ws msc cpl scr pif hta ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 "
      "psm1 pssc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst msu jar jnlp gadget sct wsc reg inf application appref-ms "
      "appx appxbundle msix msixbundle appinstaller py pyc pyo pyw pyz pyzw csh ksh sh vb xbap diagcab hlp chm shb shs scf "
      "settingcontent-ms printerexport msrcincident wsb" },
    { ENDING_SHORTCUT, "lnk url website search-ms library-ms searchconnector-ms webpnp pnp rdp" },
    { ENDING_IMAGE, "iso img udf vhd vhdx" },
    { ENDING_ARCHIVE, "zip 7z rar gz tgz bz2 tbz xz zst tar lzh lha cab ace arj z jar" },
    { ENDING_PAGE, "htm html shtml shtm xhtml xht svg mht mhtml" },
    { ENDING_MACROS, "docm dotm xlsm xltm xlam xlsb xla xll wll pptm potm ppam ppsm sldm xls doc dot xlt ppt pot pps mdb accdb ade adp mde "
      "accde iqy slk one onepkg pub" },
    { ENDING_ACTIVE, "app asp aspx asx bas bgi cer class cnt crt der fxp grp hpj htc ins isp its mad maf mag mam maq mar mas mat mau mav "
      "maw mcf mda mdt mdw mdz ops osd pcd plg prf prg pst theme tmp udl vbp vsmacros vsw xnk csproj config desktopthemepack" },
    { ENDING_LIBRARY, "dll ocx drv sys ax efi mui node tlb cpl" },
    { ENDING_DOCUMENT, "pdf docx dotx xlsx xltx pptx potx ppsx rtf txt csv odt ods odp jpg jpeg png gif bmp tif tiff webp heic mp3 mp4 mov avi "
      "wav wmv jtd xdw xbd eml msg ics vcf xml json log md epub ps eps p7s p7m asc sig" },
};
// clang-format on

ks_str ending_of(ks_str name)
{
    size_t last = name.size;
    while (last > 0 && (name.at[last - 1] == '.' || name.at[last - 1] == ' '))
        last--;
    for (size_t i = last; i > 0; i--) {
        char c = name.at[i - 1];
        if (c == '.')
            return part_of(name, i, last - i);
        if (c == '/' || c == '\\')
            break;
    }
    return (ks_str){ name.at + last, 0 };
}

ending_class ending_class_of(ks_str ending)
{
    for (size_t i = 0; ending.size && i < countof(rows); i++) {
        if (ascii_in(ending, rows[i].endings))
            return rows[i].class;
    }
    return ENDING_NONE;
}
