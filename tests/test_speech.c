/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who said what, by whole pages: direct speech in each language that is read, times, and what a
 * page has that is no statement. A case is a paragraph and the statements that a careful reader
 * finds in it, one a line:
 *
 *     person or source | kind | content | date
 */
#include "dateline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Enough words around a paragraph to make it an article's, with nobody speaking. */
typedef struct language {
    const char *tag;
    const char *title;
    const char *filler;
} language;

enum { LINES = 8000 };

static int set_up(void **state) {
    *state = dateline_extractor_create(NULL, NULL, NULL);
    return *state ? 0 : -1;
}

static int tear_down(void **state) {
    dateline_extractor_destroy(*state);
    return 0;
}

static size_t put(char *lines, size_t at, dateline_string text) {
    size_t length = text.length < LINES - at - 8 ? text.length : LINES - at - 8;
    if (length)
        memcpy(lines + at, text.data, length);
    return at + length;
}

static void write_lines(const dateline_record *record, char lines[LINES]) {
    size_t at = 0;
    for (size_t i = 0; i < record->statement_count && at + 200 < LINES; i++) {
        const dateline_statement *s = &record->statements[i];
        at = put(lines, at, s->person.length ? s->person : s->source.text);
        at += (size_t)sprintf(lines + at, " | %s%s | ", s->negated ? "not " : "", s->kind);
        at = put(lines, at, s->content.text);
        if (s->date.length) {
            at += (size_t)sprintf(lines + at, " | ");
            at = put(lines, at, s->date);
        }
        lines[at++] = '\n';
    }
    lines[at] = 0;
}

static const dateline_record *read_page(void **state, const char *page) {
    const dateline_record *record = NULL;
    assert_int_equal(dateline_extract(*state, page, strlen(page), NULL, &record, NULL),
                     DATELINE_OK);
    return record;
}

static const dateline_record *read_paragraph(void **state, const language *in, const char *text) {
    static char page[40000];
    snprintf(page, sizeof page,
             "<!DOCTYPE html><html lang=%s><head><title>%s</title>"
             "<meta property=article:published_time content=2025-10-10T09:00:00+02:00></head>"
             "<body><article><h1>%s</h1><p>%s</p>\n<p>%s</p>\n<p>%s</p></article></body></html>",
             in->tag, in->title, in->title, in->filler, text, in->filler);
    return read_page(state, page);
}

static unsigned compare(void **state, const language *in, const char *text, const char *lines) {
    char found[LINES];
    write_lines(read_paragraph(state, in, text), found);
    if (strcmp(found, lines) == 0)
        return 0;
    print_message("in: %s\nexpected:\n%sfound:\n%s\n", text, lines, found);
    return 1;
}

typedef struct speech {
    const char *text;
    const char *lines;
} speech;

static void check(void **state, const language *in, const speech *cases, size_t count) {
    unsigned wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += compare(state, in, cases[i].text, cases[i].lines);
    if (wrong)
        fail_msg("%u of %zu differ", wrong, count);
}

/* A shop's page says much that nobody said; what is quoted on it was. */
static void test_shops(void **state) {
    static const char page[] =
        "<!DOCTYPE html><html lang=en><head><title>Harbour Lamp, 40 W - Buy online | Lamp Shop</title>"
        "<meta property=og:type content=product></head><body class=single-product>"
        "<div class=\"product product-details\" itemscope itemtype=https://schema.org/Product>"
        "<h1 class=product-title itemprop=name>Harbour Lamp, 40 W</h1><span class=price>$49.00</span>"
        "<form class=cart><button>Add to cart</button></form>"
        "<div class=product-description itemprop=description><h2>Description</h2>"
        "<p>The lamp says that the evening has come, and you know that it will last. Our makers believe "
        "that light should be warm.</p><p>“It hangs over my table and I would not be without it,” said "
        "Jane Roe.</p></div><h2>Specifications</h2><ul><li>Power: 40 W</li><li>Height: 30 cm</li></ul>"
        "</div><div class=related-products><h2>Related products</h2><ul><li>Desk Lamp $20</li></ul></div>"
        "</body></html>";
    const dateline_record *record = read_page(state, page);
    char lines[LINES];
    assert_int_equal(record->page_type, DATELINE_PAGE_PRODUCT);
    write_lines(record, lines);
    assert_string_equal(
        lines, "Jane Roe | says | “It hangs over my table and I would not be without it,”\n");
}

#define CHECK(state, in, cases) check((state), &(in), (cases), sizeof(cases) / sizeof *(cases))

/* ---- Languages ------------------------------------------------------------------------------ */

static const language german = {
    "de", "Alte Tore am Hafen",
    "Die Tore am Hafen sind alt, und im Haushalt der Stadt ist für das Jahr kein Geld mehr da. Auch "
    "das Land kann nicht helfen, denn die Mittel sind schon für andere Orte an der Küste vergeben."};

static void test_german(void **state) {
    static const speech cases[] = {
        {"„Wir bauen neue Tore“, sagte Anna Berg am Donnerstag.",
         "Anna Berg | says | „Wir bauen neue Tore“ | 2025-10-09\n"},
        {"»Das ist zu teuer«, kritisierte der Sprecher.",
         "der Sprecher | criticises | »Das ist zu teuer«\n"},
        {"Bürgermeisterin Anna Berg sagte gestern: „Wir haben lange gewartet.“",
         "Anna Berg | says | „Wir haben lange gewartet.“ | 2025-10-09\n"},
        {"„Warum so spät?“, fragte Holm. Die Antwort blieb aus.",
         "Holm | asks | „Warum so spät?“\n"},
        {"\"Wir warnen davor\", warnte Jens Holm.", "Jens Holm | warns | \"Wir warnen davor\"\n"},
        {"Vor zwei Wochen erklärte Jens Holm: „Es reicht uns jetzt.“",
         "Jens Holm | says | „Es reicht uns jetzt.“ | 2025-09-26\n"},
        {"„Wir haben gewarnt“, so Berg. „Niemand hat auf uns gehört.“",
         "Berg | says | „Wir haben gewarnt“ „Niemand hat auf uns gehört.“\n"},
        {"Jens Holm betonte, man werde „alles tun, um den Hafen zu schützen“.",
         "Jens Holm | says | „alles tun, um den Hafen zu schützen“\n"},
        {"Hafenchef Jens Holm kam. Berg: „Wir geben nicht auf.“",
         "Berg | says | „Wir geben nicht auf.“\n"},
        {"„Die Tore müssen weg“, heißt es aus dem Rathaus.",
         " | reports | „Die Tore müssen weg“\n"},
        {"Das Wort „Sturmflut“ stand auf dem Schild an der Tür.", ""},
        {"Er las das Buch „Der Deich und das Meer“, bevor er ging.", ""},
    };
    CHECK(state, german, cases);
}

static const language french = {
    "fr", "Les vieilles portes du port",
    "Les portes du port sont vieilles et la ville n’a plus d’argent dans son budget pour cette année. "
    "La région ne peut pas aider non plus, car les fonds sont déjà donnés à d’autres lieux de la côte."};

static void test_french(void **state) {
    static const speech cases[] = {
        {"« Nous construirons de nouvelles portes », a déclaré Anne Leroy jeudi.",
         "Anne Leroy | says | « Nous construirons de nouvelles portes » | 2025-10-09\n"},
        {"« C’est trop cher », dit-elle.", "elle | says | « C’est trop cher »\n"},
        {"« C’est trop cher », a-t-elle ajouté devant les journalistes.",
         "elle | says | « C’est trop cher »\n"},
        {"“Les portes sont vieilles”, affirme Paul Martin.",
         "Paul Martin | says | “Les portes sont vieilles”\n"},
        {"Anne Leroy a ajouté hier : « Nous avons attendu longtemps. »",
         "Anne Leroy | says | « Nous avons attendu longtemps. » | 2025-10-09\n"},
        {"« Pourquoi si tard ? », demande Paul Martin.",
         "Paul Martin | asks | « Pourquoi si tard ? »\n"},
        {"« Il faut partir », a averti Paul Martin il y a deux semaines.",
         "Paul Martin | warns | « Il faut partir » | 2025-09-26\n"},
        {"« Les portes », explique Martin, « sont vieilles. »",
         "Martin | says | « Les portes » « sont vieilles. »\n"},
        {"« Nous avons prévenu, a expliqué la maire Anne Leroy. Personne n’a écouté. »",
         "Anne Leroy | says | « Nous avons prévenu Personne n’a écouté. »\n"},
        {"« C’est, selon Paul Martin, une faute grave. »",
         "Paul Martin | says | « C’est une faute grave. »\n"},
        {"Anne Leroy a répondu que « l’argent est déjà dépensé ».",
         "Anne Leroy | says | « l’argent est déjà dépensé »\n"},
        {"Selon la préfecture, « personne n’a été blessé ».",
         "la préfecture | says | « personne n’a été blessé »\n"},
        {"Pour la première fois, « les portes étaient fermées ».", ""},
        {"« Nous attendons », s’agace Paul Martin.",
         "Paul Martin | criticises | « Nous attendons »\n"},
        {"Le mot « tempête » était écrit sur la porte de la maison.", ""},
    };
    CHECK(state, french, cases);
}

static const language spanish = {
    "es", "Las viejas puertas del puerto",
    "Las puertas del puerto son viejas y la ciudad no tiene más dinero en su presupuesto para este "
    "año. La región tampoco puede ayudar, porque los fondos ya son para otros lugares de la costa."};

static void test_spanish(void **state) {
    static const speech cases[] = {
        {"“Vamos a construir nuevas puertas”, dijo Ana Ruiz el jueves.",
         "Ana Ruiz | says | “Vamos a construir nuevas puertas” | 2025-10-09\n"},
        {"«Es demasiado caro», criticó Pablo Soto.",
         "Pablo Soto | criticises | «Es demasiado caro»\n"},
        {"“Las puertas”, explicó Soto, “son viejas”.",
         "Soto | says | “Las puertas” “son viejas”\n"},
        {"Ana Ruiz aseguró ayer: “Hemos esperado mucho tiempo”.",
         "Ana Ruiz | claims | “Hemos esperado mucho tiempo” | 2025-10-09\n"},
        {"«¿Por qué tan tarde?», preguntó Pablo Soto.",
         "Pablo Soto | asks | «¿Por qué tan tarde?»\n"},
        {"“Nadie nos avisó”, ha declarado Ana Ruiz hace dos semanas.",
         "Ana Ruiz | says | “Nadie nos avisó” | 2025-09-26\n"},
        {"Pablo Soto advirtió: “El agua va a subir”.",
         "Pablo Soto | warns | “El agua va a subir”\n"},
        {"“Lo advertimos”, ha señalado Ana Ruiz a EFE.", "Ana Ruiz | says | “Lo advertimos”\n"},
        {"La alcaldesa Ana Ruiz vino. La alcaldesa subrayó que “el dinero ya está gastado”.",
         "Ana Ruiz | says | “el dinero ya está gastado”\n"},
        {"“¡Es tarde!”, exclamó la líder de la oposición, Carmen Lobo.",
         "Carmen Lobo | says | “¡Es tarde!”\n"},
        {"En palabras de Soto: “Esto es una vergüenza”.",
         "Soto | says | “Esto es una vergüenza”\n"},
        {"La palabra “tormenta” estaba escrita en la puerta de la casa.", ""},
    };
    CHECK(state, spanish, cases);
}

static const language italian = {
    "it", "Le vecchie porte del porto",
    "Le porte del porto sono vecchie e la città non ha più soldi nel suo bilancio per questo anno. La "
    "regione non può aiutare, perché i fondi sono già dati ad altri luoghi della costa del mare."};

static void test_italian(void **state) {
    static const speech cases[] = {
        {"«Costruiremo nuove porte», ha detto Anna Rossi giovedì.",
         "Anna Rossi | says | «Costruiremo nuove porte» | 2025-10-09\n"},
        {"“È troppo caro”, critica Paolo Conti.", "Paolo Conti | criticises | “È troppo caro”\n"},
        {"Anna Rossi ha dichiarato ieri: «Abbiamo aspettato molto tempo».",
         "Anna Rossi | says | «Abbiamo aspettato molto tempo» | 2025-10-09\n"},
        {"«Perché così tardi?», chiede Paolo Conti.",
         "Paolo Conti | asks | «Perché così tardi?»\n"},
        {"«Nessuno ci ha avvertito», ha aggiunto Anna Rossi due settimane fa.",
         "Anna Rossi | says | «Nessuno ci ha avvertito» | 2025-09-26\n"},
        {"\"L'acqua salirà ancora\", avverte Paolo Conti.",
         "Paolo Conti | warns | \"L'acqua salirà ancora\"\n"},
        {"«Le porte», spiega Conti, «sono vecchie».", "Conti | says | «Le porte» «sono vecchie»\n"},
        {"«Lo avevamo detto — spiega la sindaca Anna Rossi —. Nessuno ci ha ascoltato».",
         "Anna Rossi | says | «Lo avevamo detto Nessuno ci ha ascoltato»\n"},
        {"Secondo la polizia, «nessuno è rimasto ferito».",
         "la polizia | says | «nessuno è rimasto ferito»\n"},
        {"«Chi pagherà?», si chiede Conti.", "Conti | asks | «Chi pagherà?»\n"},
        {"La parola «tempesta» era scritta sulla porta della casa.", ""},
    };
    CHECK(state, italian, cases);
}

static const language portuguese = {
    "pt", "As velhas portas do porto",
    "As portas do porto são velhas e a cidade não tem mais dinheiro no seu orçamento para este ano. A "
    "região também não pode ajudar, porque os fundos já são para outros lugares da costa do mar."};

static void test_portuguese(void **state) {
    static const speech cases[] = {
        {"“Vamos construir novas portas”, disse Ana Reis na quinta-feira.",
         "Ana Reis | says | “Vamos construir novas portas” | 2025-10-09\n"},
        {"«É muito caro», criticou Paulo Costa.", "Paulo Costa | criticises | «É muito caro»\n"},
        {"“As portas”, explicou Costa, “são velhas”.", "Costa | says | “As portas” “são velhas”\n"},
        {"Ana Reis afirmou ontem: “Esperámos muito tempo por isto”.",
         "Ana Reis | says | “Esperámos muito tempo por isto” | 2025-10-09\n"},
        {"“Por que tão tarde?”, perguntou Paulo Costa.",
         "Paulo Costa | asks | “Por que tão tarde?”\n"},
        {"“Ninguém nos avisou”, declarou Ana Reis há duas semanas.",
         "Ana Reis | says | “Ninguém nos avisou” | 2025-09-26\n"},
        {"“A água vai subir”, alertou Paulo Costa.", "Paulo Costa | warns | “A água vai subir”\n"},
        {"“É”, segundo Paulo Costa, “um erro muito grave”.",
         "Paulo Costa | says | “um erro muito grave”\n"},
        {"De acordo com Reis, “a obra começa em maio”.", "Reis | says | “a obra começa em maio”\n"},
        {"Ana Reis: “Não vamos desistir”.", "Ana Reis | says | “Não vamos desistir”\n"},
        {"A palavra “tempestade” estava escrita na porta da casa.", ""},
    };
    CHECK(state, portuguese, cases);
}

static const language russian = {
    "ru", "Старые ворота порта",
    "Ворота порта старые, и у города в этом году больше нет денег в бюджете. Область тоже не может "
    "помочь, потому что средства уже отданы другим городам на берегу моря, где вода ещё выше."};

static void test_russian(void **state) {
    static const speech cases[] = {
        {"«Мы построим новые ворота», — сказал Иван Петров в четверг.",
         "Иван Петров | says | «Мы построим новые ворота» | 2025-10-09\n"},
        {"«Это слишком дорого», — заявила Анна Орлова.",
         "Анна Орлова | says | «Это слишком дорого»\n"},
        {"Анна Орлова вчера сообщила: «Мы долго ждали этого».",
         "Анна Орлова | reports | «Мы долго ждали этого» | 2025-10-09\n"},
        {"«Почему так поздно?» — спросил Иван Петров.",
         "Иван Петров | asks | «Почему так поздно?»\n"},
        {"„Нас никто не предупредил“, — добавил Иван Петров две недели назад.",
         "Иван Петров | says | „Нас никто не предупредил“ | 2025-09-26\n"},
        {"«Вода ещё поднимется», — предупредила Анна Орлова.",
         "Анна Орлова | warns | «Вода ещё поднимется»\n"},
        {"«Ворота старые», — говорит мэр Анна Орлова.", "Анна Орлова | says | «Ворота старые»\n"},
        {"«Мы предупреждали, — сказала мэр Анна Орлова. — Никто нас не слушал».",
         "Анна Орлова | says | «Мы предупреждали Никто нас не слушал»\n"},
        {"Мэр подчеркнула, что «деньги уже потрачены».", "Мэр | says | «деньги уже потрачены»\n"},
        {"По данным полиции, «никто не пострадал».", "полиции | says | «никто не пострадал»\n"},
        {"Слово «шторм» было написано на двери дома.", ""},
    };
    CHECK(state, russian, cases);
}

/* A language that is not read has no statements, and a warning says so. */
static void test_not_read(void **state) {
    static const language swedish = {
        "sv", "Gamla portar i hamnen",
        "Portarna i hamnen är gamla, och rådet har inte pengarna som behövs för att förnya dem. Staden "
        "kan inte heller hjälpa, och från landet kommer ingen hjälp i år eller nästa år heller."};
    const dateline_record *record =
        read_paragraph(state, &swedish, "”Vi går nu”, sade Anna Berg på torsdagen.");
    bool warned = false;
    assert_false(record->statements_supported);
    assert_int_equal(record->statement_count, 0);
    for (size_t i = 0; i < record->warning_count; i++)
        warned |= record->warnings[i].length > 11 &&
                  memcmp(record->warnings[i].data, "statements:", 11) == 0;
    assert_true(warned);
    record = read_paragraph(state, &german, "Die Tore blieben an diesem Tag zu.");
    assert_true(record->statements_supported);
    assert_int_equal(record->warning_count, 0);
}

/* A text of one line is read too, where its words tell the language. */
static void test_short_text(void **state) {
    static const char text[] =
        "“We will go to the town and shut the gate,” Anna Berg said to us.\n";
    const dateline_record *record = NULL;
    char lines[LINES];
    assert_int_equal(dateline_extract(*state, text, sizeof text - 1, NULL, &record, NULL),
                     DATELINE_OK);
    write_lines(record, lines);
    assert_string_equal(lines, "Anna Berg | says | “We will go to the town and shut the gate,”\n");
}

/* ---- When ----------------------------------------------------------------------------------- */

static const language english = {
    "en", "Old gates at the harbour",
    "The gates at the harbour are old, and there is no money left for them in the budget of the town "
    "for the year. The region can not help either, for its funds are spent on other places."};

/* The article is of Friday, 10 October 2025. */
static void test_times(void **state) {
    static const speech cases[] = {
        {"Anna Berg said on Thursday that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2025-10-09\n"},
        {"“It is shut,” Anna Berg said Friday.", "Anna Berg | says | “It is shut,” | 2025-10-10\n"},
        {"“It is shut,” Anna Berg said last Friday.",
         "Anna Berg | says | “It is shut,” | 2025-10-03\n"},
        {"Anna Berg said yesterday that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2025-10-09\n"},
        {"Two weeks ago, Anna Berg said that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2025-09-26\n"},
        {"Anna Berg said last June that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2025-06\n"},
        {"Anna Berg said in November that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2024-11\n"},
        {"Anna Berg said on October 3 that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2025-10-03\n"},
        {"Anna Berg said on 3 December that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2024-12-03\n"},
        {"“It is shut,” Anna Berg said on Thursday, March 5, 2020.",
         "Anna Berg | says | “It is shut,” | 2020-03-05\n"},
        {"Anna Berg said last year that the gate was shut.",
         "Anna Berg | says | that the gate was shut | 2024\n"},
        {"“It is shut,” Anna Berg said three months ago.",
         "Anna Berg | says | “It is shut,” | 2025-07\n"},
        /* Open, to come, or of something else. */
        {"Anna Berg said last week that the gate was shut.",
         "Anna Berg | says | that the gate was shut\n"},
        {"Anna Berg said that the gate was shut on Thursday.",
         "Anna Berg | says | that the gate was shut on Thursday\n"},
        {"“It is shut,” said Anna Berg, who left on Monday.", "Anna Berg | says | “It is shut,”\n"},
        {"Anna Berg said the gate would be shut next Thursday.",
         "Anna Berg | says | the gate would be shut next Thursday\n"},
    };
    CHECK(state, english, cases);
}

static void test_dated_remarks(void **state) {
    static const speech cases[] = {
        {"Anna Berg said that the gate was shut.</p><p>She made the comments on Thursday after a walk.",
         "Anna Berg | says | that the gate was shut | 2025-10-09\n"},
        {"Anna Berg said that the gate was shut. The remarks came on Monday.",
         "Anna Berg | says | that the gate was shut | 2025-10-06\n"},
        {"Anna Berg said on Tuesday that the gate was shut. The remarks came a day late.",
         "Anna Berg | says | that the gate was shut | 2025-10-07\n"},
    };
    CHECK(state, english, cases);
}

/* Without a day of its own the article dates nothing. */
static void test_no_day(void **state) {
    const dateline_record *record = read_page(
        state,
        "<html lang=en><h1>Old gates at the harbour</h1><p>The gates at the harbour are old, and "
        "there is no money left for them in the budget of the town for the year.</p><p>Anna Berg "
        "said on Thursday that the gate was shut, and that it would stay so for now.</p>");
    assert_int_equal(record->statement_count, 1);
    assert_null(record->statements[0].date.data);
    assert_null(record->statements[0].date_reason);
}

static void test_persons(void **state) {
    static const speech cases[] = {
        {"University of Ulm Student Union president Sara Memon said that the gate was shut.",
         "Sara Memon | says | that the gate was shut\n"},
        {"Biologist Anna Berg said that it was shut. Anna Berg left.",
         "Anna Berg | says | that it was shut\n"},
        {"Minister of Education Anna Berg said that the gate was shut.",
         "Anna Berg | says | that the gate was shut\n"},
        {"Anna Berg of the Courier said that the gate was shut.",
         "Anna Berg | says | that the gate was shut\n"},
        /* In a text of questions and answers "I" is who was named before them. */
        {"Anna Berg built the gate. Berg left.</p><p>Why did you do it?</p><p>I think it was time."
         "</p><p>Would you do it again?</p><p>No.</p><p>Do you like the gate?</p><p>Yes.",
         "Anna Berg | believes | it was time\n"},
        /* An aide to a mayor is no mayor. */
        {"Anna Berg left. An aide to mayor Anna Berg said that the gate was shut.",
         "An aide to mayor Anna Berg | says | that the gate was shut\n"},
    };
    CHECK(state, english, cases);
}

/* Every person and every date comes with its reason, and only those. */
static void test_reasons(void **state) {
    const dateline_record *record = read_paragraph(
        state, &english,
        "Harbour chief Anna Berg said on Thursday that the gate was shut. She promised to open it. "
        "Holm said nothing of the kind was planned. The ministry said that it was late.");
    assert_true(record->statement_count >= 3);
    for (size_t i = 0; i < record->statement_count; i++) {
        const dateline_statement *s = &record->statements[i];
        assert_int_equal(s->person.data != NULL, s->person_reason != NULL);
        assert_int_equal(s->date.data != NULL, s->date_reason != NULL);
        assert_int_equal(s->date.data != NULL, s->time.span_count > 0);
    }
    assert_non_null(record->statements[0].person_reason);
    assert_non_null(record->statements[1].person_reason);
}

/* ---- What is no statement ------------------------------------------------------------------- */

/* Captions, comments, related stories, pull quotes and lists of links say nothing in the article,
   and what stands twice on the page is said once. */
static void test_only_the_article(void **state) {
    static const char page[] =
        "<!DOCTYPE html><html lang=en><head><title>Old gates at the harbour</title></head><body>"
        "<nav><ul><li><a href=/a>Mayor says no</a></li><li><a href=/b>Sport</a></li></ul></nav>"
        "<article><h1>Old gates at the harbour</h1>"
        "<figure><img src=a.jpg><figcaption>“It is shut,” said Jens Holm at the gate. (Courier "
        "photo)</figcaption></figure>"
        "<p>The gates at the harbour are old, and there is no money left for them in the budget of the "
        "town for the year, as the council heard in its meeting of last week in the old hall.</p>"
        "<p>“We will shut the gate for good when the winter comes,” Anna Berg said to the council, which "
        "heard her for an hour and then went home without a word.</p>"
        "<aside class=pullquote><p>“We will shut the gate for good when the winter comes”</p></aside>"
        "<p>The region can not help either, for its funds are spent on other places of the coast, and "
        "so the boats will have to wait behind the gate until the water of the spring is gone.</p>"
        "</article><section class=related><h2>Read also</h2><ul><li><a href=/c>“Too dear,” says union "
        "chief</a></li></ul></section>"
        "<section id=comments class=comments><h2>Comments</h2><div class=comment><p>pilot_47 wrote: "
        "“Nobody asked me,” said my uncle.</p></div></section></body></html>";
    const dateline_record *record = read_page(state, page);
    char lines[LINES];
    write_lines(record, lines);
    assert_string_equal(
        lines, "Anna Berg | says | “We will shut the gate for good when the winter comes,”\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_german),   TEST(test_french),        TEST(test_spanish),
        TEST(test_italian),  TEST(test_portuguese),    TEST(test_russian),
        TEST(test_not_read), TEST(test_short_text),    TEST(test_times),
        TEST(test_shops),    TEST(test_dated_remarks), TEST(test_no_day),
        TEST(test_persons),  TEST(test_reasons),       TEST(test_only_the_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
