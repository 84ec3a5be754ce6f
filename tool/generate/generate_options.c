/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is made from the table of options at build time, so that none of it can be out of date:
 *
 *     generate_options man TEMPLATE   the manual page: TEMPLATE with its @NAMES@ replaced
 *     generate_options markdown       the table in docs/command-line.md
 *     generate_options bash|zsh|fish  completion for that shell
 */
#include "dateline.h"
#include "memory.h"
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void generator(void);

static void replace(const char *text, char what, const char *with) {
    for (; *text; text++)
        if (*text == what)
            fputs(with, stdout);
        else
            putchar(*text);
}

static bool takes_file(const struct option_spec *spec) {
    return spec->argument && strcmp(spec->argument, "FILE") == 0;
}

/* ---- Manual page, in mdoc(7) ---------------------------------------------------------------- */

enum { MAN_WIDTH = 66 };

/* A word: hyphens of literals are minus signs, "`x`" is bold, and nothing is taken for a macro. */
static size_t man_word(const char *word, size_t length, bool *literal) {
    for (size_t i = 0; i < length; i++) {
        if (word[i] == '`') {
            *literal = !*literal;
            fputs(*literal ? "\\fB" : "\\fR", stdout);
        } else if (word[i] == '\\') {
            fputs("\\e", stdout);
        } else if (word[i] == '-' && *literal) {
            fputs("\\-", stdout);
        } else {
            putchar(word[i]);
        }
    }
    return length + 1;
}

/* Lines of bounded length, each sentence on a line of its own, as mdoc wants it. */
static void man_text(const char *text) {
    size_t column = 0;
    bool literal = false;
    while (*text) {
        size_t length = strcspn(text, " ");
        if (column && column + length > MAN_WIDTH) {
            putchar('\n');
            column = 0;
        } else if (column) {
            putchar(' ');
        }
        column += man_word(text, length, &literal);
        bool sentence = text[length - 1] == '.' && text[length] == ' ';
        text += length + (text[length] == ' ');
        if (sentence) {
            putchar('\n');
            column = 0;
        }
    }
    putchar('\n');
}

static void man_options(void) {
    for (int group = 0; group < GROUP_COUNT; group++) {
        printf(".Ss %s\n.Bl -tag -width indent\n", option_group_titles[group]);
        for (size_t i = 0; i < option_count; i++) {
            const struct option_spec *spec = &option_table[i];
            if ((int)spec->group != group)
                continue;
            fputs(".It", stdout);
            if (spec->letter)
                printf(" Fl %c ,", spec->letter);
            printf(" Fl \\-%s", spec->name);
            if (spec->argument)
                printf(" Ar %s", spec->argument);
            putchar('\n');
            man_text(spec->description);
        }
        puts(".El");
    }
}

static void man_commands(void) {
    puts(".Bl -tag -width indent");
    for (size_t i = 0; i < command_count; i++) {
        const struct command_spec *spec = &command_table[i];
        printf(".It %s %s Ar %s\n", spec->name ? "Cm" : "Nm", spec->name ? spec->name : "",
               spec->operands);
        man_text(spec->description);
    }
    puts(".El");
}

static void man_synopsis(void) {
    for (size_t i = 0; i < command_count; i++) {
        const struct command_spec *spec = &command_table[i];
        puts(".Nm");
        if (spec->name)
            printf(".Cm %s\n", spec->name);
        printf(".Op Ar OPTIONS\n.Ar %s\n", spec->operands);
    }
}

static void man_version(void) {
    puts(".Os dateline " DATELINE_VERSION);
}

static int man(const char *path) {
    static const struct {
        const char *name;
        generator *generate;
    } parts[] = {{"@SYNOPSIS@\n", man_synopsis},
                 {"@COMMANDS@\n", man_commands},
                 {"@OPTIONS@\n", man_options},
                 {"@OS@\n", man_version}};
    FILE *template = fopen(path, "r");
    if (!template) {
        perror(path);
        return EXIT_FAILURE;
    }
    char line[1024];
    while (fgets(line, sizeof line, template)) {
        generator *generate = NULL;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (strcmp(line, parts[i].name) == 0)
                generate = parts[i].generate;
        if (generate)
            generate();
        else
            fputs(line, stdout);
    }
    fclose(template);
    return EXIT_SUCCESS;
}

/* ---- Documentation -------------------------------------------------------------------------- */

static void markdown(void) {
    puts("| option | what it does |\n| --- | --- |");
    for (int group = 0; group < GROUP_COUNT; group++)
        for (size_t i = 0; i < option_count; i++) {
            const struct option_spec *spec = &option_table[i];
            if ((int)spec->group != group)
                continue;
            fputs("| `", stdout);
            if (spec->letter)
                printf("-%c`, `", spec->letter);
            printf("--%s%s%s` | ", spec->name, spec->argument ? " " : "",
                   spec->argument ? spec->argument : "");
            replace(spec->description, '|', "\\|");
            puts(" |");
        }
}

/* ---- bash ----------------------------------------------------------------------------------- */

static void bash_names(const struct option_spec *spec) {
    fputs("    ", stdout);
    if (spec->letter)
        printf("-%c | ", spec->letter);
    printf("--%s)", spec->name);
}

static void bash_values(void) {
    puts("    case $previous in");
    for (size_t i = 0; i < option_count; i++) {
        const struct option_spec *spec = &option_table[i];
        if (!spec->argument)
            continue;
        bash_names(spec);
        if (spec->choices)
            printf(" mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$current\") ;;\n",
                   spec->choices);
        else if (takes_file(spec))
            puts(" _dateline_files \"$current\" ;;");
        else
            puts(" ;;");
    }
    puts("    *) return 1 ;;\n    esac");
}

static void bash_options(void) {
    puts("    case $command in");
    for (size_t c = 0; c < command_count; c++) {
        printf("    %s) words='", command_table[c].name ? command_table[c].name : "''");
        for (size_t i = 0; i < option_count; i++)
            if (option_table[i].commands & command_table[c].command)
                printf(" --%s", option_table[i].name);
        puts("' ;;");
    }
    puts("    esac");
}

static void command_names(const char *between) {
    const char *before = "";
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].name) {
            printf("%s%s", before, command_table[i].name);
            before = between;
        }
}

static void bash(void) {
    puts("# bash completion for dateline(1), made from its table of options.\n"
         "\n"
         "_dateline_files() {\n"
         "    compopt -o filenames 2>/dev/null\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$1\")\n"
         "}\n"
         "\n"
         "# What an option wants behind it; false where the previous word is none that wants it.\n"
         "_dateline_value() {\n"
         "    local previous=$1 current=$2");
    bash_values();
    puts("}\n"
         "\n"
         "_dateline() {\n"
         "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "    local command='' word words\n"
         "    # \"--format=x\" comes as three words.\n"
         "    if [[ $current == = ]]; then\n"
         "        current=''\n"
         "    elif [[ $previous == = ]]; then\n"
         "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "    fi\n"
         "    COMPREPLY=()\n"
         "    _dateline_value \"$previous\" \"$current\" && return\n"
         "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "        case $word in");
    fputs("        ", stdout);
    command_names(" | ");
    puts(") command=$word && break ;;\n"
         "        esac\n"
         "    done\n"
         "    if [[ $current == -* ]]; then");
    bash_options();
    puts("        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "        return\n"
         "    fi\n"
         "    _dateline_files \"$current\"");
    fputs("    if ((COMP_CWORD == 1)); then\n"
          "        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W '",
          stdout);
    command_names(" ");
    puts("' -- \"$current\")\n"
         "    fi\n"
         "}\n"
         "\n"
         "complete -F _dateline dateline");
}

/* ---- zsh ------------------------------------------------------------------------------------ */

/* Inside '…[…]', where a colon ends a part of the specification. */
static void zsh_text(const char *text) {
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (strchr(":[]\\", *text))
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void zsh_option(const struct option_spec *spec) {
    const char *equals = spec->argument ? "=" : "";
    fputs("        ", stdout);
    if (spec->letter)
        printf("'(-%c --%s)'{-%c%s,--%s%s}'[", spec->letter, spec->name, spec->letter,
               spec->argument ? "+" : "", spec->name, equals);
    else
        printf("'--%s%s[", spec->name, equals);
    zsh_text(spec->summary);
    putchar(']');
    if (spec->choices)
        printf(":%s:(%s)", spec->argument, spec->choices);
    else if (spec->argument)
        printf(":%s:%s", spec->argument, takes_file(spec) ? "_files" : " ");
    puts("' \\");
}

static void zsh(void) {
    puts("#compdef dateline\n"
         "# zsh completion for dateline(1), made from its table of options.\n"
         "\n"
         "_dateline_first() {\n"
         "    local -a commands=(");
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].name) {
            printf("        '%s:", command_table[i].name);
            zsh_text(command_table[i].summary);
            puts("'");
        }
    puts("    )\n"
         "    _alternative 'commands:command:{_describe command commands}' 'files:input:_files' "
         "'urls:address:_urls'\n"
         "}\n"
         "\n"
         "_dateline() {\n"
         "    _arguments -s -S \\");
    for (size_t i = 0; i < option_count; i++)
        zsh_option(&option_table[i]);
    puts("        '1: :_dateline_first' \\\n"
         "        '*:input:_files'\n"
         "}\n"
         "\n"
         "_dateline \"$@\"");
}

/* ---- fish ----------------------------------------------------------------------------------- */

static void fish_text(const char *text) {
    putchar('\'');
    replace(text, '\'', "\\'");
    putchar('\'');
}

/* Where an option is offered: everywhere, behind its commands, or where there is none. */
static void fish_condition(const struct option_spec *spec) {
    if (spec->commands == COMMAND_ALL)
        return;
    fputs(" -n '", stdout);
    bool without = spec->commands & COMMAND_EXTRACT;
    fputs(without ? "not __fish_seen_subcommand_from" : "__fish_seen_subcommand_from", stdout);
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].name && !(spec->commands & command_table[i].command) == without)
            printf(" %s", command_table[i].name);
    fputs("'", stdout);
}

static void fish(void) {
    puts("# fish completion for dateline(1), made from its table of options.");
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].name) {
            printf("complete -c dateline -n __fish_use_subcommand -a %s -d ",
                   command_table[i].name);
            fish_text(command_table[i].summary);
            putchar('\n');
        }
    for (size_t i = 0; i < option_count; i++) {
        const struct option_spec *spec = &option_table[i];
        fputs("complete -c dateline", stdout);
        fish_condition(spec);
        if (spec->letter)
            printf(" -s %c", spec->letter);
        printf(" -l %s", spec->name);
        if (spec->choices)
            printf(" -x -a '%s'", spec->choices);
        else if (spec->argument)
            fputs(takes_file(spec) ? " -r" : " -x", stdout);
        fputs(" -d ", stdout);
        fish_text(spec->summary);
        putchar('\n');
    }
}

/* ---- All of them ---------------------------------------------------------------------------- */

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        generator *generate;
    } generators[] = {{"markdown", markdown}, {"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    if (argc == 3 && strcmp(argv[1], "man") == 0)
        return man(argv[2]);
    for (size_t i = 0; argc == 2 && i < sizeof generators / sizeof *generators; i++)
        if (strcmp(argv[1], generators[i].name) == 0) {
            generators[i].generate();
            return EXIT_SUCCESS;
        }
    fputs("usage: generate_options man TEMPLATE | markdown | bash | zsh | fish\n", stderr);
    return EXIT_FAILURE;
}
