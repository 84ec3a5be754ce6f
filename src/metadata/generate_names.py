#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes names.h and names.c: members and types of schema.org, and names of meta tags.

A meta tag's name leads to what it means and how far it is to be trusted, 0..100: its weight where
nothing else speaks. The weights are priors; agreement between sources moves the choice.
"""
from pathlib import Path

from word_table import LICENCE, fold, write

MEMBERS = ("headline name alternativeHeadline alternateName description abstract author creator contributor editor "
           "accountablePerson datePublished dateModified dateCreated uploadDate @type @graph @id publisher provider "
           "sourceOrganization articleSection keywords inLanguage isAccessibleForFree mainEntity mainEntityOfPage url "
           "sameAs image thumbnailUrl contentUrl caption creditText copyrightHolder license itemListElement item "
           "position liveBlogUpdate articleBody text givenName familyName @value @language dateline correction "
           "comment hasPart isPartOf video review subjectOf about mentions citation relatedLink itemReviewed "
           "suggestedAnswer acceptedAnswer offers aggregateRating brand genre breadcrumb width height").split()

TYPES = {  # class: types of schema.org
    "ARTICLE": "Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
               "ReviewNewsArticle BackgroundNewsArticle AskPublicNewsArticle AdvertiserContentArticle "
               "SatiricalArticle TechArticle ScholarlyArticle MedicalScholarlyArticle Report APIReference "
               "CriticReview Newspaper",
    "LIVE_BLOG": "LiveBlogPosting",
    "POST": "DiscussionForumPosting SocialMediaPosting Question QAPage Conversation",
    "WORK": "CreativeWork Recipe HowTo Book Movie Course VideoObject PodcastEpisode AudioObject Review Product "
            "ProductGroup SoftwareApplication WebApplication MobileApplication Dataset Episode TVEpisode Event JobPosting "
            "MusicRecording Photograph VisualArtwork NewsVideo VideoGame Service Place",
    "PAGE": "WebPage ItemPage AboutPage FAQPage ProfilePage MedicalWebPage RealEstateListing ContactPage",
    "LISTING": "CollectionPage SearchResultsPage ItemList OfferCatalog ImageGallery MediaGallery",
    "PERSON": "Person",
    "ORGANISATION": "Organization NewsMediaOrganization Corporation LocalBusiness EducationalOrganization "
                    "CollegeOrUniversity GovernmentOrganization NGO OnlineStore OnlineBusiness Store Brand "
                    "MedicalOrganization PerformingGroup MusicGroup SportsOrganization ProfessionalService "
                    "ResearchOrganization LibrarySystem",
    "BREADCRUMB": "BreadcrumbList",
    "SITE": "WebSite Blog",
    "IMAGE": "ImageObject",
    "COMMENT": "Comment Answer UserComments",
}

META = {  # meaning: {name: weight}
    "TITLE": {"og:title": 80, "twitter:title": 72, "title": 60, "dc.title": 68, "dcterms.title": 68, "headline": 75,
              "citation_title": 85, "parsely-title": 80, "sailthru.title": 75, "hdl": 75, "fb_title": 60,
              "cxenseparse:title": 75, "bt:title": 70, "article:title": 75, "dc:title": 68, "og:headline": 70},
    "SUBTITLE": {"subtitle": 70, "sub_title": 70, "og:subtitle": 70, "article:subtitle": 70, "subheadline": 70},
    "DESCRIPTION": {"description": 80, "og:description": 75, "twitter:description": 70, "dc.description": 70,
                    "dcterms.description": 70, "dcterms.abstract": 60, "dc:description": 70,
                    "sailthru.description": 65, "citation_abstract": 60},
    "AUTHOR": {"author": 70, "article:author": 62, "og:article:author": 60, "og:author": 62, "dc.creator": 68,
               "dcterms.creator": 68, "dc:creator": 68, "byl": 75, "byline": 75, "parsely-author": 80,
               "sailthru.author": 78, "citation_author": 90, "citation_authors": 85, "article.author": 70,
               "article_author": 70, "article:author_name": 75, "authors": 70, "authorname": 70, "creator": 60,
               "cxenseparse:author": 75, "rbauthors": 75, "book:author": 60, "shareaholic:article_author_name": 75,
               "vr:author": 70, "dable:author": 70, "bt:author": 72, "article:byline": 75, "writer": 65,
               "contentauthor": 70, "storyauthor": 75, "news:author": 70, "dc.contributor": 40, "dc.creator.name": 68},
    "PUBLISHED": {"article:published_time": 90, "og:article:published_time": 88, "article:published": 86,
                  "og:published_time": 86, "article:publish_time": 84, "datepublished": 88, "date_published": 84,
                  "rnews:datepublished": 86, "dc.date.issued": 84, "dcterms.issued": 84, "dc.date.published": 84,
                  "dcterms.created": 78, "dc.date.created": 78, "dc.created": 76, "dcterms.available": 74,
                  "dc.date.available": 70, "dcterms.date": 74, "dc.date": 74, "dc:date": 74, "dc:created": 72,
                  "dcterms.dateaccepted": 60, "parsely-pub-date": 88, "sailthru.date": 82,
                  "cxenseparse:recs:publishtime": 84, "cxenseparse:publishtime": 84, "citation_publication_date": 84,
                  "citation_date": 80, "citation_online_date": 82, "pubdate": 84, "publishdate": 84, "publish-date": 84,
                  "publish_date": 84, "published_date": 84, "publication_date": 84, "publication-date": 84,
                  "publicationdate": 84, "published": 76, "published-date": 84, "publishtime": 84, "publish_time": 84,
                  "published_time": 84, "article_date_original": 86, "originalpublicationdate": 86,
                  "original_publish_date": 86, "datecreated": 76, "date_created": 76, "article.published": 84,
                  "article.created": 78, "article:created": 76, "article:created_time": 78, "bt:pubdate": 84,
                  "displaydate": 70, "ptime": 80, "pdate": 80, "og:pubdate": 80, "og:release_date": 70,
                  "video:release_date": 66, "shareaholic:article_published_time": 84, "article:post_date": 80,
                  "gentime": 70, "created": 66, "prism.publicationdate": 82, "iso-8601-publish-date": 84, "date": 70,
                  "dcdate": 70, "cre_date": 66, "articledate": 80, "storydate": 78, "release_date": 68,
                  "article:date": 78, "firstpublished": 84, "first_published": 84, "newsdate": 76, "datum": 66,
                  "analyticsattributes.articledate": 80, "vr:published_time": 84, "og:article:published": 84,
                  "dateposted": 78, "post_date": 78, "postdate": 78, "doc_date": 66, "live_date": 80},
    "MODIFIED": {"article:modified_time": 88, "og:article:modified_time": 86, "article:modified": 84,
                 "og:updated_time": 74, "og:modified_time": 80, "article:updated_time": 82, "article:updated": 80,
                 "datemodified": 84, "date_modified": 82, "dcterms.modified": 82, "dc.date.modified": 82,
                 "dc.modified": 80, "last-modified": 62, "lastmodified": 66, "last_modified": 66, "lastmod": 70,
                 "modified": 66, "modified_time": 76, "moddate": 74, "revised": 64, "updated": 66, "updated_time": 72,
                 "article.updated": 80, "bt:moddate": 80, "utime": 74, "date.updated": 72, "lastupdate": 70,
                 "last-updated": 70, "last_updated": 70, "rnews:datemodified": 82, "cxenseparse:modifiedtime": 80,
                 "shareaholic:article_modified_time": 80, "lastpublished": 70, "vr:modified_time": 80, "revision_date": 66,
                 "article_date_updated": 80, "update_date": 72, "updatedate": 72},
    "SECTION": {"article:section": 80, "og:section": 70, "og:article:section": 76, "section": 72, "parsely-section": 80,
                "article.section": 74, "article:section:list": 60, "category": 58, "news_category": 66, "cg": 60,
                "cxenseparse:section": 70, "sailthru.section": 66, "article:category": 66, "vr:category": 66,
                "sectionname": 66, "bt:section": 66},
    "SITE": {"og:site_name": 90, "application-name": 62, "apple-mobile-web-app-title": 56, "publisher": 58,
             "dc.publisher": 62, "dcterms.publisher": 62, "dc:publisher": 62, "citation_journal_title": 70,
             "citation_publisher": 50, "al:android:app_name": 48, "cre": 60, "og:sitename": 80, "author.publisher": 40},
    "TAG": {"article:tag": 80, "news_keywords": 75, "keywords": 60, "parsely-tags": 70, "sailthru.tags": 65,
            "dc.subject": 60, "dcterms.subject": 60, "citation_keywords": 70, "article:tags": 70, "og:article:tag": 76},
    "LANGUAGE": {"content-language": 60, "language": 60, "og:locale": 55, "dc.language": 62, "dcterms.language": 62,
                 "inlanguage": 66, "citation_language": 62, "dc:language": 62},
    "URL": {"og:url": 80, "twitter:url": 60, "parsely-link": 70, "citation_public_url": 60},
    "IMAGE": {"og:image": 80, "og:image:url": 78, "og:image:secure_url": 78, "twitter:image": 70,
              "twitter:image:src": 70, "parsely-image-url": 60, "sailthru.image.full": 60},
    "IMAGE_ALT": {"og:image:alt": 60, "twitter:image:alt": 50},
    "LICENCE": {"license": 70, "licence": 70, "dcterms.license": 75, "dc.rights": 55, "dcterms.rights": 55,
                "dc.rights.license": 70, "dcterms.rights.license": 70},
    "ACCESS": {"article:content_tier": 80, "isaccessibleforfree": 80, "content_tier": 70},
    "TYPE": {"og:type": 60},
    "LABEL": {"twitter:label1": 1, "twitter:label2": 2},
    "DATA": {"twitter:data1": 1, "twitter:data2": 2},
    "GENERATOR": {"generator": 50},
}


def identifier(name):
    out = ""
    for i, c in enumerate(name.lstrip("@")):
        out += "_" + c if c.isupper() and i else c
    return ("AT_" if name[0] == "@" else "") + out.upper()


def main():
    folder = Path(__file__).parent
    note = "/* Generated by generate_names.py. Do not edit. */\n"
    sources = [(meaning, name, weight) for meaning, names in META.items() for name, weight in names.items()]
    header = [LICENCE + note + "#ifndef DATELINE_METADATA_NAMES_H", "#define DATELINE_METADATA_NAMES_H", "",
              '#include "metadata/words.h"', "",
              "/** Members of schema.org objects, in JSON-LD and as itemprop. */", "enum {",
              "    DATELINE_MEMBER_NONE = 0,"]
    header += ["    DATELINE_MEMBER_%s," % identifier(m) for m in MEMBERS]
    header += ["};", "", "/** What a type of schema.org is to an article. */", "enum {", "    DATELINE_TYPE_NONE = 0,"]
    header += ["    DATELINE_TYPE_%s," % c for c in TYPES]
    header += ["};", "", "/** What a meta tag says. */", "enum {", "    DATELINE_META_NONE = 0,"]
    header += ["    DATELINE_META_%s," % m for m in META]
    header += ["};", "", "/** A meta tag that is known; its number is its value in dateline_meta_names. */",
               "typedef struct dateline_meta_source {", "    uint8_t meaning; /* DATELINE_META_… */",
               "    uint8_t weight;  /* how far to trust it, 0..100 */",
               "    uint8_t length;  /* of its label */",
               "    char label[%d];  /* \"meta og:title\" */" % (max(len(n) for _, n, _ in sources) + 5),
               "} dateline_meta_source;", "",
               "extern const dateline_meta_source dateline_meta_sources[];",
               "extern const dateline_word_table dateline_meta_names;",
               "extern const dateline_word_table dateline_member_names;",
               "extern const dateline_word_table dateline_type_names;", "", "#endif", ""]
    (folder / "names.h").write_text("\n".join(header))
    code = [LICENCE + note + '#include "metadata/names.h"', "", "/* clang-format off */",
            "const dateline_meta_source dateline_meta_sources[] = {", "    {0},"]
    for meaning, name, weight in sources:
        label = "meta " + name
        code.append('    {DATELINE_META_%s, %d, %d, "%s"},' % (meaning, weight, len(label), label))
    code += ["};", "",
             write("meta_names", {fold(name): i + 1 for i, (_, name, _) in enumerate(sources)}),
             write("member_names", {fold(m): i + 1 for i, m in enumerate(MEMBERS)}),
             write("type_names", {fold(t): i + 1 for i, c in enumerate(TYPES) for t in TYPES[c].split()}),
             "/* clang-format on */", ""]
    (folder / "names.c").write_text("\n".join(code))


if __name__ == "__main__":
    main()
