#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes name_words.h and name_words.c: what words mean around persons' names, and which languages
use which little words."""
from pathlib import Path

from word_table import LICENCE, case_variants, write

FLAGS = "BY AND ROLE ORGANISATION AGENCY PARTICLE IN NOBODY NOT_NAME PICTURE CUT SUFFIX HONORIFIC HOME GIVEN COMMON".split()

WORDS = {
    # What stands alone behind "by" or in a box for authors, and is nobody: "by using", the label of an empty field.
    "COMMON": "accident across adding article brand categories category city clause column country date default "
              "design e-mail email far featured field free hand human insights itself law link location mail meal "
              "member members millions model name newsdesk now over phone popularity price publisher ranking rating "
              "region request research size spotlight state topic type using year yourself 新規登録 ログイン",
    "BY": "by contributors contributor: von vom par por per di da door av af od napisał autor autora autorin autore auteur auteure autora verfasst "
          "author authors autoren autorinnen autores autori auteurs verfasser written reporting reported words story text texto texte testo tekst tekstę text: författare "
          "forfatter skribent автор авторы автора kirjoittaja yazar yazan haber الكاتب كتب بقلم 作者 文 撰文 文字 文責 執筆 執筆者 筆者 "
          "작성자 글 लेखक द्वारा penulis oleh przez redacteur_0 compiled from_0 byline писал",
    "AND": "and und et y e en og och ja i a и та і ve és si și & + with mit avec con com met med och e y und sowie 및 و",
    "IN": "in aus from at for à en w v во в für pour para voor im bei on via of au aux dans desde nach zu am um "
          "near outside on is was has covers covering writes who has joined",
    "ROLE": "editor editors editor-in-chief correspondent reporter reporters journalist journalists columnist "
            "contributor contributors contributing writer writers staff senior junior deputy chief managing executive "
            "political politics business science technology tech sports sport foreign national international world "
            "health economics environment education culture arts features special guest freelance digital director "
            "producer photographer photojournalist analyst author's intern lead head associate assistant "
            "director-general president professor ceo cto cfo founder co-founder cofounder founding manager consultant "
            "specialist expert "
            "blogger host anchor critic historian lecturer researcher fellow reviewer medically commissioning "
            "marketing content copywriter strategist engineer developer advocate evangelist officer vp vice former ex "
            "redakteur redakteurin experte expertin chefredakteur chefredakteurin korrespondent korrespondentin reporterin "
            "journalistin volontär volontärin leiter leiterin ressortleiter ressortleiterin freier freie mitarbeiter "
            "mitarbeiterin politikredakteur wirtschaftsredakteur sportredakteur hauptstadtkorrespondent "
            "stellvertretende stellvertretender geschäftsführer geschäftsführerin "
            "journaliste rédacteur rédactrice correspondant correspondante envoyé envoyée spécial spéciale chef "
            "periodista redactor redactora corresponsal jefe giornalista redattore redattrice inviato corrispondente "
            "caporedattore direttore jornalista repórter redator redatora correspondente editora journalistin "
            "verslaggever verslaggeefster redacteur correspondente dziennikarz dziennikarka redaktor redaktorka "
            "журналист корреспондент редактор обозреватель кореспондент журналіст "
            "muhabir muhabiri editör editörü gazeteci novinář toimittaja journalist "
            "reportér redaktør korrespondent 記者 记者 記者： 編集 编辑 編輯 責任編輯 责任编辑 기자 특파원 논설위원 에디터 인턴기자 선임기자 "
            "संवाददाता पत्रकार محرر مراسل صحفي",
    "ORGANISATION": "news team staff_0 desk redaktion redaktionen redazione redacción redacao redação rédaction "
                    "redactie redakcja редакция redakce toimitus redaksjonen redaksi editorial editors_0 newsroom "
                    "agency agencies agentur agenturen bureau press presse media medien magazine magazin tv radio "
                    "online digital_0 inc inc. llc ltd gmbh ag corp corporation company university universität "
                    "institute institut foundation stiftung association verband verein department ministry "
                    "ministerium office group network channel studio studios blog website club center centre "
                    "committee council library museum zeitung tageszeitung nachrichten newspaper journal tribune "
                    "herald gazette chronicle wire newswire reports services service collective community support "
                    "contributors_0 partner partners sponsored advertorial solutions labs academy software security "
                    "통신 신문 뉴스 新聞 新闻 编辑部 編輯部 編集部 通信 通信社 网 網 نيوز وكالة",
    "AGENCY": "ap reuters afp dpa apa sda ansa efe xinhua tass ritzau tt ntb stt belga anp lusa pap ctk čtk mti pti "
              "ani ians aap bloomberg upi interfax тасс рбк интерфакс yonhap kyodo jiji antara bernama anadolu aa "
              "agerpres hina tanjug apa-ots dpa-afx dpa/lnw ots kna epd sid afx cna_0 reuter ria "
              "associated_press the_associated_press agence_france-presse agence_france_presse "
              "deutsche_presse-agentur press_association pa_media pa_mediapoint press_trust_of_india "
              "united_press_international canadian_press the_canadian_press la_presse_canadienne adnkronos agi "
              "europa_press keystone-sda agencia_efe agência_brasil agencia_brasil estadão_conteúdo "
              "associated_press_(ap) dpa-infocom new_york_times_news_service cnn_wire afp_relaxnews "
              "tribune_news_service getty_images_0 新华社 共同通信 時事通信 연합뉴스 ап рейтер",
    "PARTICLE": "van von der den de del della di da dos das du des la le el al bin ibn ben abu ter ten zu zum zur af "
                "av y e o' d' st. san mac mc ap fitz dal dello degli do dem tot op 't und",
    "NOBODY": "admin administrator anonymous anonym anonyme anonimo guest gast unknown user webmaster root "
              "editor_0 test moderator system wordpress author_0 none null undefined n/a na default superuser "
              "adm webadmin demo me us posted_0 info contact kontakt redaktor_0 webredaktion username "
              "staff_0 siteadmin",
    "NOT_NAME": "the this that these those a_0 an and_0 or but if not no yes read more share follow like email print "
                "save view all posts post article articles page comments comment subscribe sign login register log "
                "menu home about contact_0 learn watch listen see click here get your you our we it its his her my "
                "why how what when where which while new best top latest last first breaking live video photo_0 "
                "photos image images gallery podcast newsletter facebook twitter instagram linkedin youtube tiktok "
                "whatsapp telegram pinterest google copyright rights reserved terms privacy policy cookie advertisement "
                "advertising sponsored_0 min mins minutes read_0 time reading lesezeit minuten uhr "
                "mehr lesen teilen kommentare artikel alle zum_0 autorenprofil profil profile bio biography archive "
                "der_0 die das ein eine und_0 oder ist nicht les une est sur dans_0 un una los las el_0 il lo gli "
                "su sus für_0 fact reviewed_0 verified updated_0 full original source quelle fonte fuente "
                "verified today yesterday day days weekly daily "
                "exclusive opinion analysis review guide buy shop product products price reviews",
    "PICTURE": "photo photos photograph photographs photography foto fotos fotografie fotografia bild bilder "
               "pictures picture illustration illustrations illustrator photographie video_0 graphics graphic grafik "
               "crédit credit credits kuva kuvat фото fotografía fotograf fotografin zdjęcia fotoğraf صورة 写真 摄影 攝影 "
               "사진 edited editing reviewed checked fact-checked factchecked translated geprüft übersetzt übersetzung traduit",
    "CUT": "published updated posted publié publicado pubblicato veröffentlicht aktualisiert last_0 modified "
           "created submitted saved shared eingestellt gespeichert geschrieben erstellt gepostet eingetragen verfasst geteilt "
           "écrit rédigé posté mis escrito postado enviado scritto inserito postato geschreven skrevet napisane dodane "
           "добавлено опубликовал добавил опубликовано обновлено bijgewerkt geplaatst publicerad uppdaterad yayınlanma güncelleme "
           "opublikowano aktualizacja started asked answered replied joined registered follow",
    "SUFFIX": "phd ph.d ph.d. md m.d m.d. rn r.n. cfa cfp cpa esq esq. mba ma msc m.sc bsc b.sc rd rdn mph dds do_0 "
              "jd j.d. psyd lcsw cpt pharmd dvm msw cissp pmp m.a. m.a b.a b.a. ms m.s.",
    "HOME": "home homepage home_page start startseite accueil inicio início portada forside hem etusivu strona_główna "
            "首页 首頁 ホーム トップ 홈 главная головна anasayfa ana_sayfa you_are_here sie_sind_hier vous_êtes_ici index "
            "beranda hjem úvod domů acasă kezdőlap الرئيسية होम página_inicial capa news_home "
            "zur_startseite beginn main main_page main_navigation main_menu hauptnavigation navigation more mehr current_page breadcrumb breadcrumbs pfadnavigation toggle_sidebar "
            "skip_to_content skip_to_main_content uncategorized uncategorised unkategorisiert sin_categoría non_classé",
    "HONORIFIC": "dr dr. prof prof. professor_0 mr mr. mrs mrs. ms. sir dame rev rev. hon hon.",
}

# What the words of a class or id tell of the box.
HINTS = {
    "AUTHOR": "author authors byline bylines byl autor autoren autorin auteur auteurs autore autori auteurs writer "
              "writers creator vcard contributor contributors reporter journalist skribent verfasser authorname "
              "byauthor postauthor articleauthor username poster forfatter redactor redaktor schrijver penulis autora "
              "bigusername userprofile",
    "DATE": "date dates datum time times timestamp published publish pubdate publishdate publishtime datetime dateline "
            "posted postdate postedon fecha datestamp publication publicationdate articledate entrydate fecha "
            "created submitted dato datetimes newsdate ts",
    "MODIFIED": "updated modified lastmod aktualisiert revised edited lastupdated moddate modifieddate",
    "BREADCRUMB": "breadcrumb breadcrumbs crumb crumbs",
    "COMMENT": "comment comments commentlist reply replies discussion disqus reactions respond kommentar kommentare",
    "ASIDE": "related teaser teasers recommended recommendation recommendations sidebar aside widget trending popular "
             "recent carousel rail promo suggestions outbrain taboola nav navigation menu newsletter latest mostread "
             "upnext morefrom readmore relatedposts copyright events calendar weather ticker",
    "CREDIT": "credit credits copyright photographer source quelle bildquelle",
    "BIO": "bio profile aboutauthor authorbio biography",
    "SITE": "logo site brand branding masthead sitename",
    "PICTURE": "avatar icon gravatar emoji badge pixel tracking sprite",
}

# What a step of an address says: behind it stands the page of an author.
# Steps and words of addresses under which the files of a site's own furniture stand: everywhere, among the pictures
# of a page, and where its head names a picture.
PICTURE_PATHS = {
    "ANY": "icon icons icn favicon sprite sprites spacer placeholder spinner loader emoji emojis smilies smiley emoticons "
           "gravatar gravatars",
    "PAGE": "statusicon buttons flags arrows stars avatar avatars star checkmark",
    "HEAD": "blank logo logos noimage nophoto",
}

AUTHOR_PATHS = """author authors autor autores autoren autori auteur auteurs autorin writer writers contributor
contributors by byline bylines people person persons staff profile profiles profil perfil user users u member members
team journalist journalists journalisten journalistes reporter reporters columnist columnists experts expert bio
redaktion redacteur redactie firma firmas giornalisti skribent skribenter forfatter kirjoittaja yazar yazarlar
penulis reporters-and-correspondents our-team our-people editors editor userprofile attorneys about profile.php member.php memberlist.php"""

# The commonest little words of each language; bits in the order of this table.
STOP_WORDS = {
    "en": "the of and to in is that for it was on are with as be at this have from or had by not but what were they "
          "which their has would there been will more if who about when your said",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
          "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec ou son "
          "lui nous comme mais elle à cette été aux leur ses ont être",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si "
          "sin sobre este ya entre cuando todo esta ser son dos también fue había era",
    "it": "di e il la che in un a per è una sono non con del da i le si dei come nel alla più anche della ha al ma "
          "lo gli delle questo dal o se loro nella suo stato essere",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
          "sua ou ser quando muito há nos já está eu também só pelo pela até isso são",
    "nl": "de van een het en in is dat op te zijn met voor niet aan er om ook als bij door uit die naar maar werd "
          "wordt nog dan over heeft hij tot worden deze ze dit geen",
    "pl": "w i na z do nie się że to jest o jak po co przez od dla za są oraz być tym tego który które przy może ale "
          "już tak jego jej był było będzie ich także czy",
    "cs": "a se v na je že s z do o i to jako za by pro ve k po od při podle které který jeho byl jsou není však "
          "nebo jsme ale až také také už bude si",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när "
          "år under också efter eller nu sin där vid mot ska",
    "da": "og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun "
          "nu over da fra du ud sin dem os op man hans hvor eller hvad skal blev efter også blev være bliver sagde skulle af allerede mange andre andet sådan siger",
    "no": "og i det på som er en til å han av for med at var de ikke den har jeg om et men så seg hun hadde fra vi du "
          "kan da ble ut skal vil ham etter også blir ved være sa skulle allerede mange andre slik sier noen hva mot",
    "fi": "ja on ei se että oli hän en mutta ovat kun niin myös kuin tai sen ole ovat joka mukaan sekä voi vain nyt "
          "ollut jos vuonna jo sitä olla hänen mitä",
    "tr": "bir ve bu da de için ile çok olarak daha gibi olan kadar ne var sonra en mi o ancak ama her ki olduğu "
          "tarafından göre yeni değil",
    "ro": "de și în a la cu pe nu că o este mai din care pentru un să se au prin fi sunt ce sau iar dar fost lui cel",
    "hu": "a az és hogy nem is egy ez volt meg már csak de ha el mint van azt még kell fel vagy után lesz",
    "id": "yang dan di dengan untuk dari ini pada itu tidak dalam akan juga ke oleh adalah sebagai atau karena telah "
          "bisa ada saat lebih kata menjadi",
    "ca": "de la el i que a en les els un per amb una és del no se als seva al més com va han pel són ha dels seu "
          "també però aquest aquesta",
    "ru": "и в не на что с по как это он из от к за у его для но же о все так был они было до бы то мы вы если а или "
          "были также после при который",
    "uk": "і в не на що з та до у як за це про від він й для але по є його було бути також який вони при або під час "
          "так же її із",
    "bg": "на да се и за от в с не е че са по ще като но това ли си до който която което при има",
    "sr": "и је у да се на за су од са не који као што ће али би то према",
    "hr": "i je u da se na za su od s ne koji kao što će ali bi to iz ili prema biti nije samo koja",
    "vi": "và của là có được cho không trong một người với các những này để khi đã cũng tại về từ đến",
    "el": "και το της η να του την με για που τα από στο ο των είναι τον θα οι στην τη σε δεν τις ότι",
    "ar": "في من على أن إلى التي الذي عن مع هذا لا ما هذه كان بعد كما بين ذلك قال خلال أو",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شده می ها",
    "ur": "کے میں کی ہے اور سے کا کو اس نے پر کہ ہیں کر بھی",
    "hi": "के में की है और से का को पर ने कि यह हैं भी एक नहीं लिए हो कर था",
    "mr": "आहे व या आणि ते हे की मध्ये असे तर होते नाही",
}

# Letters that few of these languages write; each occurrence counts like a little word.
LETTERS = {
    "de": "ßäöü", "fr": "éèêàçœùûîïôë", "es": "ñáéíóú¿", "it": "èàìòùé", "pt": "ãõçáéíóâêú", "pl": "łąęśżźćńó",
    "cs": "řěůščžýáíé", "sv": "åäö", "da": "åøæ", "no": "åøæ", "fi": "äö", "tr": "ğışçöü", "ro": "șțăîâşţ",
    "hu": "őűáéíóöü", "ca": "èàòçíïóúé", "ru": "ыэё", "uk": "іїєґ", "bg": "ъ", "sr": "јљњћђџ", "hr": "čćžšđ",
    "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "fa": "پچژگیک", "ur": "ٹڈڑںھہے", "ar": "ىةيك",
}


def main():
    flags, masks = {}, {}
    for flag, words in WORDS.items():
        for word in words.split():
            if word.endswith("_0"):
                continue
            for variant in case_variants(word.replace("_", " ")):
                flags[variant] = flags.get(variant, 0) | 1 << FLAGS.index(flag)
    for line in (Path(__file__).parent / "given_names.txt").read_text().splitlines():
        for word in line.split() if not line.startswith("#") else ():
            for variant in case_variants(word):
                flags[variant] = flags.get(variant, 0) | 1 << FLAGS.index("GIVEN")
    hints = {}
    for hint, words in HINTS.items():
        for word in words.split():
            hints[word.encode()] = hints.get(word.encode(), 0) | 1 << list(HINTS).index(hint)
    paths = {word.encode(): 1 for word in AUTHOR_PATHS.split()}
    pictures = {word.encode(): 1 << i for i, words in enumerate(PICTURE_PATHS.values()) for word in words.split()}
    starts = [0] * 26
    for word in hints:
        starts[word[0] - 97] |= 1 << (((word[1] - 97) * 7 + len(word)) & 31)
    leading = [0] * 32
    for word, flag in flags.items():
        if flag & (1 << FLAGS.index("BY") | 1 << FLAGS.index("PICTURE")):
            assert len(word) > 1
            leading[word[0] & 31] |= 1 << (((word[1] & 31) * 7 + len(word)) & 63)
    languages = list(STOP_WORDS)
    for language, words in STOP_WORDS.items():
        for word in words.split():
            for variant in case_variants(word):
                masks[variant] = masks.get(variant, 0) | 1 << languages.index(language)
    letters = {}
    for language, written in LETTERS.items():
        for letter in written:
            letters[ord(letter)] = letters.get(ord(letter), 0) | 1 << languages.index(language)
            if letter.upper() != letter and len(letter.upper()) == 1:
                upper = ord(letter.upper())
                letters[upper] = letters.get(upper, 0) | 1 << languages.index(language)
    letters = {code: mask for code, mask in letters.items() if code >= 0x80}
    sets = sorted(set(masks.values()))
    folder = Path(__file__).parent
    note = "/* Generated by generate_words.py. Do not edit. */\n"
    header = [LICENCE + note + "#ifndef DATELINE_METADATA_NAME_WORDS_H", "#define DATELINE_METADATA_NAME_WORDS_H", "",
              '#include "metadata/words.h"', "", "/** What a word is beside a person's name. */", "enum {"]
    header += ["    DATELINE_NAME_%s = %d," % (flag, 1 << i) for i, flag in enumerate(FLAGS)]
    header += ["};", "", "extern const dateline_word_table dateline_name_words;", "",
               "/** For each first byte of a word that is BY or PICTURE a filter of second byte and length. */",
               "extern const uint64_t dateline_leading_words[32];", "",
               "/** What a word of a class or id tells of its box. */", "enum {"]
    header += ["    DATELINE_HINT_%s = %d," % (hint, 1 << i) for i, hint in enumerate(HINTS)]
    header += ["    DATELINE_HINT_LAST = %d" % (1 << len(HINTS) - 1)]
    header += ["};", "", "extern const dateline_word_table dateline_hint_words;", "",
               "/** For each first letter of a hint word a filter of second letter and length; see hints.c. */",
               "extern const uint32_t dateline_hint_starts[26];", "",
               "/** Steps of addresses behind which authors' pages stand. */",
               "extern const dateline_word_table dateline_author_paths;", "",
               "/** Words of addresses of what is no picture of a story, and where they mean so. */", "enum {",
               *("    DATELINE_PICTURE_PATH_%s = %d," % (name, 1 << i) for i, name in enumerate(PICTURE_PATHS)), "};", "",
               "extern const dateline_word_table dateline_picture_paths;", "",
               "/** Languages that are told apart by their little words. */",
               "enum { DATELINE_LANGUAGE_COUNT = %d };" % len(languages), "",
               "extern const char dateline_languages[DATELINE_LANGUAGE_COUNT][3];", "",
               "/** A little word's value here is the number of the set of languages that use it. */",
               "extern const dateline_word_table dateline_stop_words;",
               "extern const uint32_t dateline_language_sets[];", "",
               "/** A letter that few languages write, and a bit for each of them; by code point. */",
               "typedef struct dateline_language_letter {", "    uint32_t code;", "    uint32_t languages;",
               "} dateline_language_letter;", "",
               "enum { DATELINE_LANGUAGE_LETTERS = %d };" % len(letters), "",
               "extern const dateline_language_letter dateline_language_letters[DATELINE_LANGUAGE_LETTERS];",
               "", "#endif", ""]
    (folder / "name_words.h").write_text("\n".join(header))
    code = [LICENCE + note + '#include "metadata/name_words.h"', "", "/* clang-format off */",
            write("name_words", flags), write("hint_words", hints),
            write("author_paths", paths), write("picture_paths", pictures), write("stop_words", {w: sets.index(m) + 1 for w, m in masks.items()}),
            "const uint64_t dateline_leading_words[32] = {",
            *("    " + " ".join("0x%016xu," % n for n in leading[i:i + 4]) for i in range(0, 32, 4)), "};",
            "const uint32_t dateline_hint_starts[26] = {",
            "    " + " ".join("0x%08xu," % n for n in starts), "};",
            "const uint32_t dateline_language_sets[] = {0,"]
    code += ["    " + " ".join("0x%08xu," % m for m in sets[i:i + 8]) for i in range(0, len(sets), 8)]
    code += ["};", "const dateline_language_letter dateline_language_letters[DATELINE_LANGUAGE_LETTERS] = {"]
    code += ["    {0x%04x, 0x%08xu}," % item for item in sorted(letters.items())]
    code += ["};", "const char dateline_languages[DATELINE_LANGUAGE_COUNT][3] = {",
             "    " + " ".join('"%s",' % language for language in languages), "};", "/* clang-format on */", ""]
    (folder / "name_words.c").write_text("\n".join(code))
    print(len(flags), "name words,", len(masks), "stop words,", len(sets), "sets")


if __name__ == "__main__":
    main()
