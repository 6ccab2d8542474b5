# What is made at build time: the catalogue's tables from YAML, the report's page from TypeScript.
if(WIN32)
    return()
endif()

file(GLOB generator CONFIGURE_DEPENDS src/catalogue/generate/*.c)
if(EXISTS ${CMAKE_SOURCE_DIR}/src/catalogue/generate/main.c)
    ks_find(yaml-0.1 yaml)
    if(NOT yaml)
        message(FATAL_ERROR "libyaml not found; './dev build' installs what is missing on Debian")
    endif()
    # want.c: values of settings are checked by the code that reads them at run time.
    add_executable(ks_catalogue_generate ${generator} src/catalogue/want.c)
    target_include_directories(ks_catalogue_generate PRIVATE src)
    target_link_libraries(ks_catalogue_generate PRIVATE ${yaml})
    file(GLOB catalogue CONFIGURE_DEPENDS catalogue/*.yaml)
    set(made ${KS_GENERATED}/catalogue)
    file(MAKE_DIRECTORY ${made})
    # One table a YAML file: events.yaml -> generated/catalogue/events.c
    set(outputs ${made}/settings.c) # joins the tables of settings-*.yaml
    foreach(yaml_file ${catalogue})
        cmake_path(GET yaml_file STEM name)
        list(APPEND outputs ${made}/${name}.c)
    endforeach()
    add_custom_command(
        OUTPUT ${outputs}
        COMMAND ks_catalogue_generate ${CMAKE_SOURCE_DIR}/catalogue ${made}
        DEPENDS ks_catalogue_generate ${catalogue}
        COMMENT "catalogue: tables from YAML" VERBATIM)
    set(KS_GENERATED_SOURCES_catalogue ${outputs})
endif()

add_executable(ks_embed cmake/embed.c)
if(EXISTS ${CMAKE_SOURCE_DIR}/web/build.mjs)
    find_program(NPM npm REQUIRED)
    find_program(NODE NAMES node nodejs REQUIRED)
    set(web ${CMAKE_SOURCE_DIR}/web)
    set(installed ${web}/node_modules/.package-lock.json)
    set(page ${KS_GENERATED}/report_page.html)
    file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${web}/*.ts ${web}/*.tsx ${web}/*.css
         ${web}/*.mjs ${web}/*.html ${web}/*.json)
    list(FILTER page_sources EXCLUDE REGEX "/node_modules/|/dist/")
    add_custom_command(
        OUTPUT ${installed}
        COMMAND ${CMAKE_SOURCE_DIR}/tools/npm-once ${NPM}
        DEPENDS ${web}/package-lock.json WORKING_DIRECTORY ${web}
        COMMENT "web: npm ci" VERBATIM)
    add_custom_command(
        OUTPUT ${page}
        COMMAND ${NODE} ${web}/build.mjs ${page}
        DEPENDS ${installed} ${page_sources} WORKING_DIRECTORY ${web}
        COMMENT "web: report page" VERBATIM)
    add_custom_command(
        OUTPUT ${KS_GENERATED}/report_page.c
        COMMAND ks_embed ks_report_page ${page} ${KS_GENERATED}/report_page.c
        DEPENDS ks_embed ${page}
        COMMENT "web: report page as a table of bytes" VERBATIM)
    set(KS_GENERATED_SOURCES_case ${KS_GENERATED}/report_page.c)
endif()

# A file as a table of bytes, <name> and <name>_size, among the sources of a room.
function(ks_embed_file name file room)
    add_custom_command(
        OUTPUT ${KS_GENERATED}/${name}.c
        COMMAND ks_embed ${name} ${file} ${KS_GENERATED}/${name}.c
        DEPENDS ks_embed ${file}
        COMMENT "${room}: ${name}" VERBATIM)
    set(sources ${KS_GENERATED_SOURCES_${room}} ${KS_GENERATED}/${name}.c)
    set(KS_GENERATED_SOURCES_${room} ${sources} PARENT_SCOPE)
endfunction()

# The collector's scripts and instructions as tables of bytes: ks_collect_ps1, ...
foreach(carried collect.ps1 collect.cmd paths.txt README.en.txt README.ja.txt)
    string(TOLOWER ${carried} id)
    string(REGEX REPLACE "^collect|\\.txt$" "" id ${id})
    string(MAKE_C_IDENTIFIER "collect_${id}" id)
    string(REPLACE "__" "_" id ${id})
    ks_embed_file(ks_${id} ${CMAKE_SOURCE_DIR}/src/plan/collect/${carried} plan)
endforeach()

# What a plan carries as it is: ks_plan_apply_ps1, ks_plan_undo_ps1, ks_plan_sysmon_xml.
foreach(carried apply.ps1 undo.ps1 sysmon.xml)
    string(MAKE_C_IDENTIFIER "plan_${carried}" id)
    ks_embed_file(ks_${id} ${CMAKE_SOURCE_DIR}/src/plan/apply/${carried} plan)
endforeach()

# Konseki's own rules as a table of bytes, masked: see cmake/pack_rules.c.
if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/rules)
    ks_find(libzstd zstd)
    set(rules ${CMAKE_SOURCE_DIR}/rules)
    file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS RELATIVE ${rules} ${rules}/*.yml)
    list(TRANSFORM rule_files PREPEND ${rules}/ OUTPUT_VARIABLE rule_paths)
    add_executable(ks_pack_rules cmake/pack_rules.c)
    target_include_directories(ks_pack_rules PRIVATE src)
    target_link_libraries(ks_pack_rules PRIVATE ${zstd})
    add_custom_command(
        OUTPUT ${KS_GENERATED}/rules_packed.c
        COMMAND ks_pack_rules ${KS_GENERATED}/rules_packed.c ${rules} ${rule_files}
        DEPENDS ks_pack_rules ${rule_paths}
        COMMENT "rules: Konseki's own, packed" VERBATIM)
    set(KS_GENERATED_SOURCES_rules ${KS_GENERATED}/rules_packed.c)
endif()

# The guides: guide/<language>/<name>.md as tables of bytes ks_guide_<language>_<name>.
file(GLOB guides CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/guide/*/*.md)
foreach(guide ${guides})
    cmake_path(GET guide STEM name)
    cmake_path(GET guide PARENT_PATH folder)
    cmake_path(GET folder FILENAME language)
    string(MAKE_C_IDENTIFIER "ks_guide_${language}_${name}" symbol)
    ks_embed_file(${symbol} ${guide} cli)
endforeach()

# The head of the audit's page: ks_audit_page_head.
set(sheets ${CMAKE_SOURCE_DIR}/web/tokens.css ${CMAKE_SOURCE_DIR}/web/audit.css)
add_custom_command(
    OUTPUT ${KS_GENERATED}/audit_page_head.c
    COMMAND ${CMAKE_COMMAND} -D OUT=${KS_GENERATED}/audit_page_head.html "-D SHEETS=${sheets}" -P
            ${CMAKE_SOURCE_DIR}/cmake/page_head.cmake
    COMMAND ks_embed ks_audit_page_head ${KS_GENERATED}/audit_page_head.html
            ${KS_GENERATED}/audit_page_head.c
    DEPENDS ks_embed ${sheets} ${CMAKE_SOURCE_DIR}/cmake/page_head.cmake
    COMMENT "web: head of the audit's page" VERBATIM)
list(APPEND KS_GENERATED_SOURCES_cli ${KS_GENERATED}/audit_page_head.c)

add_custom_target(generated DEPENDS ${KS_GENERATED_SOURCES_catalogue} ${KS_GENERATED_SOURCES_case}
                  ${KS_GENERATED_SOURCES_rules} ${KS_GENERATED_SOURCES_cli})
