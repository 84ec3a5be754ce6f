#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes date_words.h and date_words.c: what words mean in dates, in many languages.

    PYTHONPATH=BABEL generate_date_words.py

Names of months and weekdays come from the Unicode CLDR through the package babel (2.16); what
CLDR does not hold (older abbreviations, "ago", cues such as "updated") stands below. A word that
means different months in two languages keeps the meaning of the language named first.
"""
from pathlib import Path

from babel import Locale

from word_table import LICENCE, case_variants, write

LANGUAGES = ("en de fr es it pt nl pl ru uk cs tr ar zh ja ko hi sv da nb fi "
             "ca gl eu ro hu el bg sk sl sr_Latn sr hr et lv lt is id he be mk az kk bn ta mr ur").split()

CLASSES = ("MONTH WEEKDAY FILLER MERIDIEM ZONE UNIT AGO DAYS_AGO CLOCK YEAR_MARK MONTH_MARK DAY_MARK "
           "HOUR_MARK MINUTE_MARK PUBLISHED MODIFIED UNIT_AGO ONE OTHER").split()
NUMBER = {name: i + 1 for i, name in enumerate(CLASSES)}

MONTHS = {  # beside CLDR's
    1: "jan janv jän jänner jaen ene ener genn gen janr stycz sty янв led ledna січ كانون_الثاني يناير जन",
    2: "feb febr fév fév févr fevr fev февр фев лют شباط فرवरी फरवरी फ़रवरी",
    3: "mar mär mrz mär maerz mrt märz marz mars marzo março marco मार्च мар мрт آذار мрц",
    4: "apr avr abr квіт апр نيسان أبريل ابريل إبريل",
    5: "may mai maj maggio mag mayo май mayıs أيار ماي",
    6: "jun juin giu juni июн haz حزيران июнь",
    7: "jul juil lug juli июл temm تموز जुलाई ",
    8: "aug août aout agosto ago ağu авг آب अगस्त",
    9: "sep sept set settembre setiembre wrz сен сент eyl أيلول सितम्बर सितंबर",
    10: "oct okt ott out окт تشرين_الأول أكتوبر अक्टूबर अक्तूबर",
    11: "nov noiembre нояб ноя kas تشرين_الثاني नवम्बर नवंबर",
    12: "dec dez déc dic dicembre дек ara gru كانون_الأول दिसम्बर दिसंबर",
}
FILLER = ("st nd rd th er ste de del dell of the den der d le la el on at um kl klo à às as a alle ore ora om o ob "
          "godz godzina в о saat la_0 il lo am_0 на в_0 г года год роки року р à_0 las dne v ve di do y et und and "
          "le_0 ngày lúc pada pukul jam aan dia time eme ème ª º ° στις в год r roku yılı m_0 h_0 sa s klokken ca "
          "fecha data datum date dated el_0 este ad em às_0 de_0 of_0 في الساعة بتاريخ बजे को से i den_0").split()
MERIDIEM = {0: "am a.m 上午 午前 오전 ص पूर्वाह्न ق.ظ".split(), 1: "pm p.m 下午 午後 오후 م अपराह्न 晚上 ب.ظ".split()}
ZONES = {  # minutes from UTC; ET, CT, MT, PT follow the daylight saving time of the United States
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "мск": 180, "trt": 180, "pkt": 300, "wib": 420, "sgt": 480, "hkt": 480,
    "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "acst": 570, "acdt": 630, "awst": 480, "nzst": 720, "nzdt": 780,
    "sast": 120, "eat": 180, "wat": 60, "cat": 120, "est": -300, "edt": -240, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "brt": -180, "art": -180,
}
AMERICAN = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
UNITS = {  # minutes; 0: less
    0: "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi",
    1: "minute minutes min mins minuten minuto minutos minuti minuta minuty minut минут минуты минуту мин "
       "minuuttia minuutti minuten minuter minutter dakika دقيقة دقائق minutters хвилин хвилини хв मिनट 분",
    60: "hour hours hr hrs stunde stunden std heure heures hora horas ora_0 ore_0 uur uren godzin godziny godzinę "
        "godz_0 час_0 часа_0 часов_0 saat_0 timmar timme tim timer time_0 tuntia tunti ساعة ساعات годин години घंटे "
        "घंटा hodin hodiny 시간",
    1440: "day days tag tagen tage jour jours día días dia dias giorno giorni dag dagen dni dzień dnia день дня "
          "дней gün dagar dage päivää يوم أيام днів दिन 일_0",
    10080: "week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzień tygodnie "
           "tygodni неделю недели недель hafta vecka veckor uge uger viikkoa أسبوع тиждень тижні 주",
}
UNIT_AGO = {1: "分钟前 分鐘前 分前", 60: "小时前 小時前 時間前 时间前", 1440: "天前 日前", 10080: "周前 週間前"}
AGO = ("vor hace há fa geleden temu назад тому önce قبل منذ 전 पहले sedan siden sitten atrás před fa_0 before "
       "zuvor 前").split()  # "ago" is also August; date.c knows it
DAYS_AGO = {0: "today heute aujourd'hui hoy oggi hoje vandaag dziś dzisiaj сегодня сьогодні bugün اليوم 今天 今日 오늘 आज "
               "idag i_dag tänään dnes",
            1: "yesterday gestern hier ayer ieri ontem gisteren wczoraj вчера вчора dün أمس 昨天 昨日 어제 कल igår i_går "
               "eilen včera"}
CLOCK = "uhr h hrs hs horas heures часов час година uur godzina klo h. Uhr".split()
MARKS = {"YEAR_MARK": "年 년".split(), "MONTH_MARK": "月 월".split(), "DAY_MARK": "日 일 号 號".split(),
         "HOUR_MARK": "時 时 시 點 点".split(), "MINUTE_MARK": "分 분_".split()}
PUBLISHED = ("published publish posted post publication created veröffentlicht erschienen erstellt publié publiée paru publication "
             "publicado publicada publicación pubblicato pubblicata pubblicazione publicação geplaatst gepubliceerd "
             "opublikowano dodano publikacja опубликовано опубликована публикации создано опубліковано publikováno "
             "vydáno yayınlanma yayın yayımlanma giriş نشر نُشر النشر 发布 發布 发表 發表 公開 掲載 公開日 投稿 입력 등록 게재 승인 "
             "प्रकाशित publicerad publicerat publiceret udgivet publisert publisert julkaistu "
             "released added filed publikation "
             "publikationsdatum ersterstellung veröffentlichung pressemitteilung pressemeldung medienmitteilung "
             "presseinformation erschien gesendet").split()
MODIFIED = ("updated update updates modified edited revised reviewed amended changed aktualisiert aktualisierung geändert "
            "überarbeitet änderung stand bearbeitet modifié modifiée actualisé actualisée jour_0 actualizado actualizada "
            "actualización modificado modificada aggiornato aggiornata aggiornamento modificato modifica atualizado "
            "atualizada atualização alterado bijgewerkt gewijzigd aangepast aktualizacja zaktualizowano edytowano "
            "zmodyfikowano обновлено обновлена обновлён обновлен изменено изменён изменения оновлено aktualizováno "
            "upraveno güncelleme güncellenme güncellendi güncel تحديث التحديث تعديل 更新 修改 更新日 最終更新 수정 최종수정 업데이트 "
            "अपडेट अद्यतन संशोधित uppdaterad uppdaterat ändrad opdateret oppdatert endret päivitetty muokattu "
            "diupdate diperbarui actualitzat").split()
ONE = "an one a_0 eine einer einem un une una uma een".split()
OTHER = ("copyright © expires event joined join registered born died registriert beigetreten mitglied geboren founded established "
         "gestorben inscrit inscrite registrado registrada iscritto").split()


def locale_names(language, kind):
    locale = Locale.parse(language)
    data = locale.months if kind == "months" else locale.days
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in data.get(context, {}).get(width, {}).items():
                yield number, name.strip().rstrip(".॰").strip()


def main():
    table = {}

    def put(word, kind, datum):
        word = word.replace("_0", "")
        if not word or any(c.isdigit() for c in word) or len(word.encode()) > 60:
            return
        for variant in case_variants(word.replace("_", " ")):
            table.setdefault(variant, NUMBER[kind] << 8 | datum)

    for month, names in MONTHS.items():
        for name in names.split():
            if not name.endswith("_0"):
                put(name, "MONTH", month)
    for language in LANGUAGES:
        for month, name in locale_names(language, "months"):
            if len(name) > 1:
                put(name, "MONTH", month)
    for cues, kind in ((PUBLISHED, "PUBLISHED"), (MODIFIED, "MODIFIED")):
        for word in cues:
            put(word, kind, 0)
    for name, words in MARKS.items():
        for word in words:
            put(word.rstrip("_"), name, 0)
    for half, words in MERIDIEM.items():
        for word in words:
            put(word, "MERIDIEM", half)
    for word, minutes in ZONES.items():
        put(word, "ZONE", minutes // 15 + 64)
    for word, minutes in AMERICAN.items():
        put(word, "ZONE", 128 + minutes // 15 + 64)
    for index, (_, words) in enumerate(sorted(UNITS.items())):
        for word in words.split():
            put(word, "UNIT", index)
    for index, unit in enumerate(sorted(UNITS)):
        for word in UNIT_AGO.get(unit, "").split():
            put(word, "UNIT_AGO", index)
    for word in AGO:
        put(word, "AGO", 0)
    for days, words in DAYS_AGO.items():
        for word in words.split():
            put(word, "DAYS_AGO", days)
    for word in CLOCK:
        put(word, "CLOCK", 0)
    for word in ONE:
        put(word, "ONE", 1)
    for language in LANGUAGES:
        for _, name in locale_names(language, "days"):
            put(name, "WEEKDAY", 0)
    for word in FILLER:
        put(word, "FILLER", 0)
    for word in OTHER:
        put(word, "OTHER", 0)

    folder = Path(__file__).parent
    note = "/* Generated by generate_date_words.py. Do not edit. */\n"
    header = [LICENCE + note + "#ifndef DATELINE_METADATA_DATE_WORDS_H", "#define DATELINE_METADATA_DATE_WORDS_H", "",
              '#include "metadata/words.h"', "", "/** What a word is in a date: the high byte of its value. */", "enum {"]
    header += ["    DATELINE_DATE_%s = %d," % (name, number) for name, number in NUMBER.items()]
    header += ["};", "", "/** Bit of a zone's datum: it follows the daylight saving time of the United States. */",
               "enum { DATELINE_DATE_AMERICAN = 128 };", "",
               "extern const dateline_word_table dateline_date_words;", "", "#endif", ""]
    (folder / "date_words.h").write_text("\n".join(header))
    (folder / "date_words.c").write_text(
        LICENCE + note + '#include "metadata/date_words.h"\n\n/* clang-format off */\n' +
        write("date_words", table) + "/* clang-format on */\n")
    print(len(table), "words")


if __name__ == "__main__":
    main()
