#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write phrases.h's enum body and phrase_table.c: what short lines around an article say, by language.

    python3 phrases.py FOLDER

A phrase is kept as the hash of its words, as page/tokens.h computes them (case folded, each digit a 0, punctuation
left out). Where it may stand is part of the table: at the START of a block, as the WHOLE block, or ANYWHERE in a short
one. A phrase is evidence for a role; roles.c weighs it against the place and the model's score.
"""
import sys
import unicodedata
from pathlib import Path

MOST_WORDS = 8
FIRST_BITS = 32768

# What stands where another site's video or post would be until the reader consents, and what is said to browsers
# without scripts. Both a FORMULA and, where it asks, CONSENT.
EMBED = """
    an dieser stelle finden sie einen externen | an dieser stelle findest du einen externen |
    an dieser stelle findet ihr einen externen | an dieser stelle finden sie externen inhalt |
    an dieser stelle findest du externen inhalt | an dieser stelle finden sie inhalte | an dieser stelle findest du inhalte |
    empfohlener redaktioneller inhalt | empfohlener externer inhalt | externer inhalt nicht verfügbar |
    externer inhalt datenschutzerklärung | deine privatsphäre einstellungen verhindern |
    ihre privatsphäre einstellungen verhindern | ich bin damit einverstanden dass mir |
    du kannst ihn dir mit einem klick | sie können ihn sich mit einem klick |
    sie können sich hier alle externen inhalte | personenbezogene daten können an drittplattformen |
    damit können personenbezogene daten an | dieser inhalt kann nicht angezeigt werden |
    wir benötigen ihre zustimmung um | wir benötigen deine zustimmung um | mit dem laden des videos akzeptieren sie |
    mit dem laden des beitrags akzeptieren sie | zum aktivieren des videos müssen sie |
    this content is hosted by a third | this content is provided by a third | this article contains content provided by |
    to view this content you | to view this content please | accept cookies to view | by clicking to watch this video you |
    by loading the video you agree | we need your consent to load | click to accept marketing cookies |
    ce contenu est bloqué car | ce contenu a été bloqué car | pour afficher ce contenu | pour visualiser ce contenu |
    pour voir ce contenu | para ver este contenido debes | para ver este contenido acepta |
    este contenido está alojado | per visualizzare questo contenuto | questo contenuto è ospitato |
    para ver este conteúdo | om deze inhoud te tonen | om deze inhoud te bekijken |
    aby wyświetlić tę treść | aby zobaczyć tę treść | your browser does not support the video |
    your browser does not support the audio
"""
NO_SCRIPT = """
    javascript is disabled for a better | javascript is disabled in your browser | javascript is required |
    javascript is not enabled | javascript seems to be disabled | you need to enable javascript | you must enable javascript |
    please enable javascript | enable javascript to | please turn on javascript | bitte aktivieren sie javascript | aktivieren sie javascript |
    bitte aktiviere javascript | javascript ist deaktiviert | javascript est désactivé | veuillez activer javascript |
    vous devez activer javascript | javascript está desactivado | debe habilitar javascript | habilite javascript |
    por favor habilite javascript | abilita javascript | devi abilitare javascript | schakel javascript in |
    включите javascript | włącz javascript
"""

# kind: what a block with such a phrase is
START = {
    "CREDIT": """
        photo | photos | photo by | photo credit | photograph | photography by | picture | pictures | picture credit |
        image | image credit | images | image by | image source | image courtesy | credit | credits | courtesy of |
        illustration | illustration by | graphic | video by | file photo | getty images | ap photo | reuters |
        foto | fotos | foto von | bild | bilder | bildquelle | bildrechte | fotoquelle | quelle | symbolbild |
        symbolfoto | archivfoto | archivbild | bildnachweis | grafik | crédit | crédits | crédit photo | crédits photo |
        photo d'illustration | © | copyright photo | imagen | imágenes | crédito | créditos | fotografía | foto de |
        immagine | fotografia | foto di | crediti | beeld | afbeelding | fotograaf | imagem | reprodução | divulgação |
        zdjęcie | zdjęcia | fot | źródło | фото | фотография | снимок | иллюстрация | источник фото | fotoğraf | görsel |
        kuva | kuvat | bilde | billede | fotó | foto stock | 写真 | 图片 | 圖片 | 사진
    """,
    "BYLINE": """
        by | written by | words by | story by | reported by | reporting by | author | authors | posted by |
        published by | contributed by | special to | opinion by | analysis by | text by | edited by | reviewed by |
        von | ein beitrag von | eine analyse von | ein kommentar von | ein gastbeitrag von | interview von | autor |
        autorin | text von | veröffentlicht von | geschrieben von | par | écrit par | propos recueillis par | publié par |
        auteur | por | escrito por | publicado por | redacción | texto de | autora | di | a cura di | scritto da | autore |
        door | geschreven door | tekst | autor tekstu | opracował | opracowanie | автор | текст | yazan | yazar |
        haberi | av | skrevet av | skriven av | tekst af | teksti | 作者 | 文 | 記者 | 기자
    """,
    "DATE": """
        published | published on | published at | posted | posted on | updated | last updated | updated on | updated at |
        last modified | last update | first published | date | modified | created | issued | added | release date |
        veröffentlicht | veröffentlicht am | veröffentlicht in | aktualisiert | aktualisiert am | stand | erstellt am |
        zuletzt aktualisiert | datum | erschienen am | publié | publié le | mis à jour | mis à jour le | modifié le |
        mise à jour | dernière mise à jour | publicado | publicado el | actualizado | actualizado el | fecha |
        última actualización | creado | pubblicato | pubblicato il | aggiornato | aggiornato il | ultimo aggiornamento |
        publicado em | atualizado em | atualizado | última atualização | gepubliceerd | gepubliceerd op | geplaatst |
        laatst bijgewerkt | bijgewerkt | opublikowano | aktualizacja | data publikacji | dodano | опубликовано |
        обновлено | дата | дата публикации | yayınlanma | güncelleme | yayın tarihi | son güncelleme | giriş |
        publicerad | uppdaterad | publisert | oppdatert | julkaistu | päivitetty
    """,
    "RELATED": """
        read more | read also | read next | also read | read | more on | more from | related | related articles |
        related stories | related posts | related content | related news | related topics | related links |
        related coverage | recommended | recommended for you | recommended reading | recommended stories | see also |
        you may also like | you might also like | you may also be interested | more stories | more news | latest news |
        latest stories | latest posts | recent posts | popular posts | most popular | most read | most viewed | trending |
        top stories | don't miss | up next | next article | previous article | next post | previous post | in this series |
        further reading | from our partners | editors picks | editor's picks | must read | keep reading | watch now |
        watch | watch also | listen | more in | explore more | what to read next |
        lesen sie auch | lesen sie mehr | lesen sie hier | mehr zum thema | mehr dazu | mehr aus | das könnte sie auch |
        das könnte dich auch | das könnte sie auch interessieren | das könnte dich auch interessieren |
        das könnte ihnen auch gefallen | you may also be interested in | you might also be interested in | auch interessant | weiterlesen | weitere artikel | weitere themen | weitere meldungen |
        ähnliche artikel | ähnliche beiträge | verwandte artikel | passend dazu | meistgelesen | meist gelesen |
        zum thema | siehe auch | mehr lesen | nächster artikel | vorheriger artikel | nächster beitrag |
        vorheriger beitrag | empfohlen | empfehlungen | neueste beiträge | aktuelle meldungen |
        lire aussi | à lire aussi | lire la suite | à lire | voir aussi | sur le même sujet | articles liés | à voir aussi |
        les plus lus | plus d'articles | dans la même rubrique | vous aimerez aussi | nos derniers articles |
        lea también | lee también | leer más | te puede interesar | más información | noticias relacionadas |
        artículos relacionados | relacionados | ver también | puedes ver | también te puede interesar | lo más leído | más leídas |
        más noticias | le puede interesar | te recomendamos |
        leggi anche | leggi tutto | articoli correlati | correlati | vedi anche | potrebbe interessarti | i più letti |
        ti potrebbe interessare | per approfondire | leia também | leia mais | veja também | saiba mais | relacionadas |
        notícias relacionadas | mais lidas | você também pode gostar |
        lees ook | lees meer | lees verder | gerelateerde artikelen | meer over | bekijk ook | meest gelezen |
        czytaj także | czytaj też | czytaj więcej | dowiedz się więcej | zobacz także | zobacz też | zobacz również | polecane | powiązane |
        najczęściej czytane | przeczytaj także | przeczytaj również |
        читайте также | читать далее | по теме | ещё по теме | похожие | смотрите также | материалы по теме | подробнее |
        популярное | другие новости | последние новости |
        ilgili haberler | ayrıca bakınız | bunlar da ilginizi çekebilir | diğer haberler | çok okunanlar | läs också |
        läs mer | les også | les mer | læs også | læs mere | lue myös | lue lisää | 相关阅读 | 関連記事 | 关联阅读 | 관련기사
    """,
    "PROMO": """
        follow us | follow | like us on | join us | join our | join the conversation | subscribe | subscribe to |
        subscribe now | subscribe today | sign up | sign up for | sign up to | sign up here | get our | get the latest |
        get the best | newsletter | our newsletter | become a member | become a subscriber | support us | support our |
        donate | donate now | make a donation | click here | download our app | download the app | get the app | advertisement |
        advertising | sponsored | sponsored content | paid content | promoted | story continues below | article continues |
        continue reading below | scroll to continue | stay up to date | stay informed | stay in the know | want more |
        enjoying this | did you like this | have a tip | got a tip | contact us | buy now | shop now | order now | learn more |
        try it free | start your free trial | get started | request a demo | book a demo | enter your email | email address |
        thank you for reading | thanks for reading | this post contains affiliate | this article contains affiliate |
        we may earn | add us as | set as preferred | listen to this article | save article | save this | print this |
        folgen sie uns | folge uns | folgt uns | abonnieren | abonnieren sie | jetzt abonnieren | newsletter abonnieren |
        jetzt anmelden | melden sie sich | anzeige | werbung | jetzt testen | hier klicken | unterstützen sie |
        unterstütze uns | spenden | jetzt spenden | mitglied werden | jetzt lesen | jetzt registrieren | teste jetzt |
        nichts verpassen | immer informiert |
        suivez-nous | abonnez-vous | s'abonner | inscrivez-vous | rejoignez-nous | soutenez | faire un don | publicité |
        recevez | téléchargez | je m'abonne | restez informé |
        síguenos | síganos | suscríbete | suscríbase | suscribirse | regístrate | únete | apóyanos | publicidad |
        recibe | descarga | haz clic | dona | hazte socio |
        seguici | iscriviti | abbonati | sostienici | pubblicità | ricevi | scarica | clicca qui | dona ora |
        siga | siga-nos | inscreva-se | assine | cadastre-se | receba | apoie | publicidade | clique aqui | baixe |
        volg ons | abonneer | meld je aan | schrijf je in | advertentie | steun ons | word lid | klik hier |
        obserwuj nas | zapisz się | zaprenumeruj | subskrybuj | reklama | wesprzyj | dołącz | kliknij |
        подписывайтесь | подпишитесь | подписаться | следите за | поддержите | реклама | присоединяйтесь | скачайте |
        bizi takip edin | takip edin | abone ol | abone olun | reklam | kaydol | destek ol | följ oss | prenumerera | annons |
        följ | annonse | følg oss | følg os | abonnér | tilaa | mainos | seuraa
    """,
    # So fixed that a short block which begins so is none of the text, whatever the model says.
    "FORMULA": """
        this entry was posted | this entry was posted in | this post was posted in | filed under | bookmark the permalink |
        comments are moderated | comments are closed | comments are now closed | some comments may be |
        please understand that comments | please note that comments | we welcome reader comments | we ask that comments |
        to view the full story | to read the full story | to read this story in full | to continue reading this |
        first time subscribers | if you're seeing this message | if you are already a subscriber |
        submit your letter | send a letter to the editor | this post contains references to | this post may contain affiliate |
        this article may contain affiliate | this post contains affiliate | this article contains affiliate |
        for the latest stories | for the latest news | for more news and | follow us on | follow me on | like us on facebook |
        find us on facebook | join us on facebook | join our telegram | join our whatsapp | sign up for our newsletter |
        sign up to our newsletter | subscribe to our newsletter | subscribe to our youtube | subscribe to our channel |
        download our app | click here to subscribe | click here to sign up | support our journalism |
        support independent journalism | send us a message | enjoy this article | never miss a story |
        der beitrag wurde am | dieser beitrag wurde am | dieser beitrag wurde unter | dieser eintrag wurde |
        dieser artikel wurde am | veröffentlicht unter | kommentare sind geschlossen | die kommentare sind geschlossen |
        die kommentarfunktion ist | abonnieren sie unseren | abonnieren sie kostenlos | abonnieren sie jetzt |
        melden sie sich für unseren | folgen sie uns | folge uns auf | folgt uns auf | nichts mehr verpassen |
        keine neuigkeiten mehr verpassen | werden sie mitglied | um kommentieren zu können | sie müssen eingeloggt sein |
        bitte loggen sie sich ein | hat ihnen der artikel gefallen | hat dir der artikel gefallen |
        suivez nous sur | abonnez vous à | inscrivez vous à | cette entrée a été publiée | les commentaires sont fermés |
        síguenos en | síganos en | siguenos en | sigue nuestras | suscríbete a nuestro | suscríbete a nuestra |
        únete a nuestro | únase a nuestro | esta entrada fue publicada | los comentarios están cerrados |
        seguici su | iscriviti alla nostra | iscriviti al nostro | questo articolo è stato pubblicato |
        siga nos | inscreva se no nosso | inscreva se na nossa | os comentários estão | volg ons op | schrijf je in voor |
        meld je aan voor | dit bericht is geplaatst | śledź nas na | obserwuj nas na | zapisz się na newsletter |
        materiał chroniony prawem autorskim | wszelkie prawa zastrzeżone | alle angaben ohne gewähr |
        wir respektieren deine privatsphäre | wir respektieren ihre privatsphäre |
        подписывайтесь на наш | подпишитесь на наш | подписывайтесь на нас | следите за нами | bizi takip edin |
        følg oss på | följ oss på | følg os på
    """,
    "SHARE": """
        share | share this | share this article | share this story | share this post | share on | share via | share with |
        tweet | tweet this | pin it | email this | print | copy link | copied | save | bookmark | send to | like this |
        facebook | twitter | whatsapp | linkedin | pinterest | reddit | telegram | x | flipboard | link copied |
        teilen | artikel teilen | auf facebook teilen | auf twitter teilen | drucken | merken | senden | mailen |
        per mail teilen | kopieren | beitrag teilen | partager | partager sur | partagez | imprimer | envoyer | copier le lien |
        compartir | comparte | compartir en | imprimir | guardar | copiar enlace | condividi | condividi su | stampa |
        compartilhar | compartilhe | salvar | delen | deel | deel dit artikel | afdrukken | bewaar | udostępnij | podziel się |
        drukuj | поделиться | поделитесь | распечатать | paylaş | yazdır | dela | del | jaa | 分享 | シェア | 공유
    """,
    "CONSENT": """
        we use cookies | this site uses cookies | this website uses cookies | our site uses cookies | we and our partners |
        cookie settings | cookie preferences | cookie policy | accept all | accept cookies | reject all | manage cookies |
        manage preferences | your privacy | we value your privacy | privacy settings | strictly necessary cookies |
        functional cookies | performance cookies | targeting cookies | necessary cookies | by continuing to use |
        by clicking accept | by using this site | cookies on | about cookies | this website stores |
        wir verwenden cookies | diese website verwendet cookies | wir nutzen cookies | diese seite verwendet cookies |
        alle akzeptieren | cookie einstellungen | datenschutzeinstellungen | wir und unsere partner | ihre privatsphäre |
        mit der nutzung | nous utilisons des cookies | ce site utilise | tout accepter | tout refuser |
        nous et nos partenaires | gérer les cookies | paramètres des cookies | utilizamos cookies | usamos cookies |
        este sitio utiliza | aceptar todo | aceptar todas | rechazar todo | esta web utiliza | configurar cookies |
        questo sito utilizza | utilizziamo i cookie | accetta tutti | rifiuta tutti | usamos cookies | este site utiliza |
        aceitar todos | wij gebruiken cookies | deze website gebruikt | we gebruiken cookies | alles accepteren |
        używamy plików cookie | ta strona używa | strona korzysta | akceptuję | мы используем | сайт использует |
        принять все | çerezleri | web sitemizde çerez | vi använder cookies | vi bruker informasjonskapsler | käytämme evästeitä
    """,
    "CORRECTION": """
        correction | corrections | corrected | clarification | this article was amended | this article has been corrected |
        this story has been corrected | this article has been updated | this story has been updated | an earlier version |
        a previous version | editor's note | editors note | note to readers | korrektur | richtigstellung |
        anmerkung der redaktion | hinweis der redaktion | in einer früheren version | correctif | rectificatif |
        note de la rédaction | fe de errores | rectificación | nota del editor | errata | rettifica | nota dell'editore |
        correção | nota da redação | correctie | rectificatie | sprostowanie | korekta | исправление | от редакции | düzeltme
    """,
    "ADDRESS": """
        can also be accessed | can also be reached at | also available at | alternate addresses | alternative addresses | mirror | mirrors |
        mirror sites | also on the web at | our website can also
    """,
    "COMMENTS": """
        comments | comment | leave a comment | leave a reply | leave a response | post a comment | add a comment |
        join the discussion | reader comments | 0 comments | 00 comments | no comments | your comment | be the first to comment |
        replies | responses | reviews | discussion | write a comment | view comments | show comments |
        kommentare | kommentar | schreiben sie einen kommentar | schreibe einen kommentar | leserkommentare | 0 kommentare |
        00 kommentare | antworten | hinterlasse eine antwort | diskussion | commentaires | commentaire |
        laisser un commentaire | réactions | vos commentaires | comentarios | deja un comentario | deja una respuesta |
        deja tu comentario | commenti | lascia un commento | comentários | deixe um comentário | reacties | reactie |
        plaats een reactie | geef een reactie | komentarze | dodaj komentarz | skomentuj | комментарии | комментарий |
        добавить комментарий | оставить комментарий | yorumlar | yorum yap | yorum | kommentarer | kommentit | 评论 | コメント | 댓글
    """,
    "FOOTER": """
        copyright | all rights reserved | terms of use | terms of service | terms and conditions | privacy policy |
        about us | contact | imprint | disclaimer | impressum | datenschutz | agb | alle rechte vorbehalten |
        mentions légales | tous droits réservés | politique de confidentialité | todos los derechos reservados |
        aviso legal | política de privacidad | tutti i diritti riservati | note legali | todos os direitos reservados |
        alle rechten voorbehouden | wszelkie prawa zastrzeżone | все права защищены | tüm hakları saklıdır
    """,
    "NOT_FOUND": """
        404 | error 404 | page not found | 404 not found | not found | page cannot be found | the page you | this page |
        sorry this page | sorry the page | sorry we can't find | sorry we couldn't find | oops | oops that page |
        oops page not found | we can't find | we couldn't find | nothing found | this content is no longer |
        this article is no longer | the requested url | seite nicht gefunden | die seite wurde nicht gefunden |
        diese seite existiert nicht | die angeforderte seite | fehler 404 | page introuvable | page non trouvée |
        erreur 404 | cette page n'existe | la page demandée | página no encontrada | no encontrado | error 404 |
        la página que | pagina non trovata | errore 404 | página não encontrada | erro 404 | pagina niet gevonden |
        deze pagina bestaat niet | nie znaleziono strony | strona nie została | błąd 404 | страница не найдена |
        ошибка 404 | sayfa bulunamadı | sidan kunde inte hittas | siden ble ikke funnet | sivua ei löytynyt
    """,
    "BLOCKED": """
        access denied | are you a robot | verify you are human | checking your browser | please enable javascript |
        please enable cookies | enable javascript | just a moment | attention required | pardon our interruption |
        to continue reading | subscribe to continue | subscribe to read | log in to continue | sign in to continue |
        this content is for subscribers | this article is for subscribers | already a subscriber | create a free account |
        you have reached your | you've reached your | unlock this article | register to continue | before you continue |
        bitte aktivieren sie javascript | jetzt weiterlesen | weiterlesen mit | bereits abonnent | mit werbung weiterlesen |
        zugriff verweigert | cet article est réservé | réservé aux abonnés | déjà abonné | accès refusé |
        contenido exclusivo | solo para suscriptores | ya eres suscriptor | contenuto riservato | già abbonato |
        conteúdo exclusivo | já é assinante | alleen voor abonnees | artykuł dostępny | доступ запрещен
    """,
    "MONTH": """
        january | february | march | april | may | june | july | august | september | october | november | december |
        jan | feb | mar | apr | jun | jul | aug | sep | sept | oct | nov | dec | januar | jänner | februar | märz | mai | juni |
        juli | oktober | dezember | janvier | février | mars | avril | juin | juillet | août | septembre | octobre |
        novembre | décembre | enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre | octubre |
        noviembre | diciembre | gennaio | febbraio | aprile | maggio | giugno | luglio | settembre | ottobre | dicembre |
        janeiro | fevereiro | março | maio | junho | julho | setembro | outubro | novembro | dezembro | januari | februari |
        maart | mei | augustus | stycznia | lutego | marca | kwietnia | maja | czerwca | lipca | sierpnia | września |
        października | listopada | grudnia | января | февраля | марта | апреля | мая | июня | июля | августа | сентября |
        октября | ноября | декабря | ocak | şubat | mart | nisan | mayıs | haziran | temmuz | ağustos | eylül | ekim | kasım |
        aralık
    """,
}

START["FORMULA"] += " | " + EMBED + " | " + NO_SCRIPT
START["CONSENT"] += " | " + EMBED
START["BLOCKED"] += " | " + NO_SCRIPT

# Kinds of START that also count in the middle of a short block.
ANYWHERE = {"MONTH", "ADDRESS", "CONSENT", "BLOCKED"}
MORE_ANYWHERE = {
    "CREDIT": """
        afp photo | reuters photo | ap photo | getty images | photo by | file photo | afp via getty images | epa efe |
        photo afp | photo reuters | photo ap | dpa picture alliance | picture alliance | shutterstock | istock | imago |
        photo illustration | archive photo | handout photo | pool photo | via ap | via reuters | via getty images
    """,
    "FOOTER": "all rights reserved | alle rechte vorbehalten | tous droits réservés | todos los derechos reservados | "
              "tutti i diritti riservati | todos os direitos reservados | alle rechten voorbehouden | "
              "wszelkie prawa zastrzeżone | все права защищены",
}

NO_SPACES = [(0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
             (0x3021, 0x3029), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
             (0xFF66, 0xFF9F), (0x20000, 0x3FFFF)]


def step(value, number):
    return (value ^ number) * 0x01000193 & 0xFFFFFFFF


def fold(code):
    """As dateline_fold_code_point() does."""
    if 0x41 <= code <= 0x5A:
        return code | 0x20
    if 0xC0 <= code <= 0xDE and code != 0xD7 or 0x391 <= code <= 0x3A9 or 0x410 <= code <= 0x42F:
        return code + 0x20
    if 0x400 <= code <= 0x40F:
        return code + 0x50
    if 0x100 <= code <= 0x137 or 0x14A <= code <= 0x177:
        return code | 1
    if 0x139 <= code <= 0x148 or 0x179 <= code <= 0x17E:
        return code + 1 if code & 1 else code
    return code


def words(text):
    """Hashes of the words, as dateline_next_word() gives them."""
    found, value = [], None
    for character in text + " ":
        code, category = ord(character), unicodedata.category(character)
        if category[0] not in "LMN":
            if value is not None:
                found.append(value or 1)
            value = None
        elif any(a <= code <= b for a, b in NO_SPACES):
            if value is not None:
                found.append(value or 1)
            found.append(step(0x811C9DC5, code))
            value = None
        else:
            value = step(0x811C9DC5 if value is None else value, ord("0") if category[0] == "N" else fold(code))
    return found


def entries():
    """{hash of a phrase: (bits of kinds at the start, bits of kinds anywhere)}, first words of all and of those
    anywhere, first two words"""
    kinds = list(START)
    table, first, first_anywhere, first_two = {}, set(), set(), set()

    def enter(kind, text, start, anywhere):
        for phrase in " ".join(text.split()).split(" | "):
            hashes = words(phrase)
            if not 0 < len(hashes) <= MOST_WORDS:
                if phrase.strip() not in ("©", ""):
                    raise ValueError("not 1 to %d words: %r" % (MOST_WORDS, phrase))
                continue
            value = 0x811C9DC5
            for n, word in enumerate(hashes):
                value = step(value, word)
                if n == 1:
                    first_two.add(value)
            bit = 1 << kinds.index(kind)
            a, b = table.get(value, (0, 0))
            table[value] = (a | bit * start, b | bit * anywhere)
            first.add(hashes[0])
            if anywhere:
                first_anywhere.add(hashes[0])

    for kind, text in START.items():
        enter(kind, text, True, kind in ANYWHERE)
    for kind, text in MORE_ANYWHERE.items():
        enter(kind, text, False, True)
    return table, first, first_anywhere, first_two


def header():
    lines = ["/* SPDX-License-Identifier: Apache-2.0 */", "/* Generated by phrases.py. Do not edit. */",
             "#ifndef DATELINE_ARTICLE_PHRASE_TABLE_H", "#define DATELINE_ARTICLE_PHRASE_TABLE_H", "",
             "#include <stdint.h>", "", "/** What a phrase says of its block: bits. */",
             "typedef enum dateline_phrase_kind {"]
    lines += ["    DATELINE_PHRASE_%s = 1 << %d," % (name, i) for i, name in enumerate(START)]
    lines += ["} dateline_phrase_kind;", "", "/** Words of the longest phrase. */",
              "enum { DATELINE_PHRASE_WORDS = %d };" % MOST_WORDS, "",
              "/** A slot of the hash table of phrases; hash 0: empty. */", "typedef struct dateline_phrase_slot {",
              "    uint32_t hash;", "    uint16_t start;    /* kinds where it begins the block */",
              "    uint16_t anywhere; /* kinds where it stands in a short block */", "} dateline_phrase_slot;", "",
              "extern const dateline_phrase_slot dateline_phrase_slots[];",
              "extern const uint32_t dateline_phrase_mask;", "",
              "/** Bit h %% %d: a phrase may begin with a word of hash h. */" % FIRST_BITS,
              "extern const uint64_t dateline_phrase_first[%d];" % (FIRST_BITS // 64), "",
              "/** The same of the phrases that may stand anywhere. */",
              "extern const uint64_t dateline_phrase_first_anywhere[%d];" % (FIRST_BITS // 64), "",
              "/** The same of phrases of two words or more, by the hash of the first two. */",
              "extern const uint64_t dateline_phrase_first_two[%d];" % (FIRST_BITS // 64), "", "#endif"]
    return "\n".join(lines) + "\n"


def bitmap(name, hashes):
    words = [0] * (FIRST_BITS // 64)
    for h in hashes:
        words[h % FIRST_BITS // 64] |= 1 << h % 64
    cells = ["0x%016xu" % word for word in words]
    return (["", "const uint64_t dateline_phrase_%s[] = {" % name]
            + ["    " + ", ".join(cells[i:i + 4]) + "," for i in range(0, len(cells), 4)] + ["};"])


def table_text():
    table, first, first_anywhere, first_two = entries()
    size = 4
    while size < 2 * len(table):
        size *= 2
    slots = [None] * size
    for value in sorted(table):
        at = value & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = (value, *table[value])
    cells = ["{0x%08xu, 0x%x, 0x%x}" % slot if slot else "{0, 0, 0}" for slot in slots]
    lines = ["/* SPDX-License-Identifier: Apache-2.0 */", "/* Generated by phrases.py. Do not edit. */",
             '#include "article/phrase_table.h"', "", "/* clang-format off */",
             "const dateline_phrase_slot dateline_phrase_slots[] = {"]
    lines += ["    " + ", ".join(cells[i:i + 4]) + "," for i in range(0, size, 4)]
    lines += ["};"] + bitmap("first", first) + bitmap("first_anywhere", first_anywhere)
    lines += bitmap("first_two", first_two)
    lines += ["/* clang-format on */", "", "const uint32_t dateline_phrase_mask = %d;" % (size - 1)]
    return "\n".join(lines) + "\n"


folder = Path(sys.argv[1])
(folder / "phrase_table.h").write_text(header())
(folder / "phrase_table.c").write_text(table_text())
