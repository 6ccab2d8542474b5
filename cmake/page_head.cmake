# The head of a page that needs no script: its style, and a Content-Security-Policy that admits
# exactly this style, by its SHA-256.
#     cmake -D OUT=head.html -D "SHEETS=a.css;b.css" -P cmake/page_head.cmake
set(style "")
foreach(sheet ${SHEETS})
    file(READ ${sheet} text)
    string(REGEX REPLACE "/\\*[^*]*\\*+([^/*][^*]*\\*+)*/" "" text "${text}")
    string(REGEX REPLACE "[\r\n]+[ \t]*" "\n" text "${text}")
    string(APPEND style "${text}")
endforeach()

# Hexadecimal to base64: three bytes become four letters.
string(SHA256 hash "${style}")
set(letters ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
set(base64 "")
string(APPEND hash "00") # 32 bytes are one short of whole groups
foreach(at RANGE 0 60 6)
    string(SUBSTRING "${hash}" ${at} 6 group)
    math(EXPR number "0x${group}")
    foreach(shift 18 12 6 0)
        math(EXPR index "(${number} >> ${shift}) & 63")
        string(SUBSTRING "${letters}" ${index} 1 letter)
        string(APPEND base64 "${letter}")
    endforeach()
endforeach()
string(SUBSTRING "${base64}" 0 43 base64)

file(WRITE ${OUT} "<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
style-src 'sha256-${base64}='; img-src data:; base-uri 'none'; form-action 'none'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"referrer\" content=\"no-referrer\">
<link rel=\"icon\" href=\"data:,\">
<style>${style}</style>
")
