#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write lexicon_table.c: the words by which statements are found, a hash table a language.

    python3 generate_lexicon.py > lexicon_table.c

A cue verb is written VERB:FRAMES, grouped by the kind of statement that it makes. Frames are what
may follow it: q a quotation, t a clause with "that" or a question word, b a bare clause, i "to" and
an infinitive, o an object, r the one who is told before any of these; +for, +to… a preposition that
takes the content; /p, /bt… only these forms: b base, t third person, p past and participle, g
present participle, where the others are mostly nouns or say nothing. English forms are inflected here, those of the other languages are listed.
"""
import re

CLASSES = """DETERMINER POSSESSIVE PRONOUN OBJECT_PRONOUN PREPOSITION CONJUNCTION SUBORDINATOR RELATIVE
    QUESTION AUXILIARY BE NEGATION ADVERB VERB TITLE ROLE WEEKDAY MONTH ABBREVIATION CUE_NOUN CUE_ADJECTIVE
    MASCULINE FEMININE TIME STOP ORGANISATION ACCORDING""".split()
KINDS = "says claims reports asks demands promises denies accuses warns criticises praises agrees believes expects decides other".split()
FORMS = {"base": 1, "third": 2, "past": 4, "participle": 8, "present_participle": 16}
FORM_LETTERS = {"base": "b", "third": "t", "past": "p", "participle": "p", "present_participle": "g"}
FRAMES = "q t b i o r for on about of to out against with at up in over that as from by".split()

IRREGULAR = {  # base: past, participle where it differs
    "say": "said", "tell": "told", "write": "wrote written", "find": "found", "think": "thought", "know": "knew known",
    "see": "saw seen", "hold": "held", "speak": "spoke spoken", "read": "read", "swear": "swore sworn", "feel": "felt",
    "make": "made", "give": "gave given", "put": "put", "forecast": "forecast", "seek": "sought", "mean": "meant",
    "learn": "learned", "lay": "laid", "go": "went gone", "understand": "understood", "draw": "drew drawn", "lash": "lashed",
    "choose": "chose chosen", "sing": "sang sung", "retell": "retold", "set": "set", "quip": "quipped", "plan": "planned",
    "rebut": "rebutted", "admit": "admitted", "refer": "referred", "pen": "penned", "rap": "rapped", "slam": "slammed",
    "rip": "ripped", "commit": "committed", "submit": "submitted", "concur": "concurred", "prefer": "preferred",
    "opt": "opted", "rule": "ruled", "bet": "bet", "blog": "blogged", "dub": "dubbed", "beg": "begged", "brag": "bragged", "pan": "panned", "knock": "knocked",
    "dream": "dreamed", "fight": "fought", "foresee": "foresaw foreseen", "withdraw": "withdrew withdrawn", "bar": "barred"}

ENGLISH_CUES = """
says: say:qbt tell:rqbti+of+about add:qtb/tpg note:qtbo state:qtbo/p remark:qt+on comment:q+on+about observe:qt mention:qto
  explain:qtbo continue:q reply:qt respond:qt+by+with answer:q write:qtbo tweet:qtbo post:qo/pg retweet:o email:qr/p
  declare:qtbo quip:qt joke:qt+about exclaim:qt shout:q yell:q chant:qo+of whisper:q mutter:q murmur:q interject:q
  recall:qtbo recount:qto remember:qto muse:qt+about opine:qt emphasize:qto emphasise:qto stress:qto underline:to
  underscore:to reiterate:qtbo repeat:qto conclude:qtb describe:o call:oq+for+on refer:+to allude:+to express:o
  voice:o articulate:o outline:o detail:o highlight:t discuss:to/p speak:+about+of+out point:+to+out cite:qo reference:o
  invoke:o mention:o quote:qo signal:tob hint:t+at imply:to clarify:qt elaborate:q+on label:oq dub:oq characterize:o
  characterise:o liken:o portray:o depict:o call:oq compare:o dismiss:o proclaim:qt utter:o summarize:qo
  put:q go:+on title:q name:q deem:o weigh:+in interrupt:q begin:q open:q read:q thank:o congratulate:o apologize:q+for
  apologise:q+for testify:qt narrate:q counter:qt retort:qt shoot:q confide:qt relate:qt echo:qto 
claims: claim:qtbio argue:qtb+for+against allege:qtb assert:qtbo maintain:qt insist:qtb+on contend:qt purport:t boast:qt+of+about brag:qt+about
  suggest:qtbo posit:tb profess:t speculate:qt+about tout:o
reports: report:qtbo announce:qtbo reveal:qtbo disclose:qto confirm:qtbo show:tbo indicate:qtb inform:rqt+of 
  find:t testify:qt estimate:qtb unveil:o relay:qto chronicle:o identify:o demonstrate:t
  divulge:qto
asks: ask:qtrio+about+for wonder:qtb inquire:qt+about enquire:qt+about question:qto query:qt quiz:o request:qo beg:qri+for plead:qi+for+with press:qo/p
demands: demand:qtoi urge:qrto implore:qr beseech:qr order:ro propose:tio recommend:qto advise:qrt appeal:q+for+to
  advocate:o+for exhort:qr instruct:rt+in seek:i push:+for lobby:+for instruct:r require:t persuade:o
promises: promise:qtbior vow:qtbio pledge:qti swear:qtbi offer:io/p guarantee:qto assure:qrtb+of commit:+to threaten:iq volunteer:qi vouch:+for
denies: deny:qtbo reject:o refute:o dispute:to decline:io refuse:i rebut:o disavow:o repudiate:o contradict:o rebuff:o oppose:o
  disagree:q+with+on deflect:o balk:+at veto:o distance:o doubt:to
accuses: accuse:o blame:o charge:qt+with attribute:o implicate:o fault:o indict:o
warns: warn:qrtb+of+about+against caution:qrt+against+about fear:tbo worry:qt+about alert:rt remind:rqt+of
criticises: criticize:o criticise:o blast:o slam:o condemn:o denounce:o attack:o/p lambast:o lambaste:o deride:o decry:o mock:o ridicule:o assail:o
  rebuke:o chide:o scold:o excoriate:o bemoan:qo lament:qto complain:qt+about+of berate:o castigate:o chastise:o rail:+against
  lash:+out hammer:o rip:o pan:o skewer:o censure:o scoff:q+at bash:o deplore:o regret:to sneer:q+at taunt:qo grumble:qt+about
  protest:qto disparage:o belittle:o fume:qt+about
praises: praise:o laud:o applaud:o hail:o commend:o extol:o endorse:o defend:o salute:o cheer:q champion:o
  credit:o support:o/p flatter:o justify:o
agrees: agree:qtib+with+on concede:qtb acknowledge:qtbo admit:qtbo+to concur:qt+with accept:t confess:qtb+to recognize:to recognise:to side:+with grant:t
believes: believe:tbo+in think:qtb+about feel:t suspect:tb consider:t know:t see:o/bt assume:tb understand:t doubt:to
  realize:t realise:t judge:t conclude:qtb reckon:qtb prefer:i deem:o
expects: expect:toi hope:tbi+for predict:qtbo forecast:qto anticipate:to foresee:to project:to envision:o
decides: decide:ti rule:qt+out resolve:ti determine:t opt:i+for choose:i approve:o
other: hear:t learn:tb notice:t
"""
# Participles that take content though their other forms rarely do, and phrases by other parts of speech.
ADJECTIVES = """says: clear:t adamant:t emphatic:t vocal:+in outspoken:+in+about
believes: confident:t+in convinced:t certain:t sure:t aware:t+of unaware:t optimistic:t+about pessimistic:t+about skeptical:+of+about sceptical:+of+about doubtful:t mindful:t+of unconvinced:t 
expects: hopeful:t+about eager:i keen:i reluctant:i
warns: worried:t+about concerned:t+about afraid:t+of nervous:+about fearful:t+of wary:+of alarmed:t
criticises: critical:+of dismissive:+of
asks: unclear:t uncertain:t unsure:t"""
NOUNS = """says: statement:t remark:t+about+on observation:t explanation:t+of description:+of suggestion:t assertion:t+of announcement:t+of declaration:t+of reference:+to depiction:+of characterization:+of mention:+of
claims: claim:t+of+about argument:t+for+about+against contention:t allegation:t+of speculation:t+about insistence:t+on
reports: report:t revelation:t+about disclosure:+of finding:t rumor:t+of+about rumour:t+of+about
demands: call:+for demand:t+for request:+for recommendation:t+for
promises: promise:i+of pledge:i+of vow:i threat:i+of
denies: denial:t+of rejection:+of
accuses: accusation:t+of+about
warns: warning:t+about+of concern:t+about+over worry:t+about fear:t+of+about
criticises: criticism:+of+for attack:+on complaint:t+about condemnation:+of critique:+of denunciation:+of
praises: praise:+for+of endorsement:+of defense:+of
agrees: admission:t+of acknowledgment:t+of
believes: belief:t+in conviction:t view:t+of opinion:t+of+on doubt:t+about skepticism:+about assumption:t
expects: expectation:t+of hope:t+of+for prediction:t+of
"""

WORDS = {"english": """
DETERMINER: the a an this that these those some many most several few all both each another any no every other more
POSSESSIVE: my his her their its our your
PRONOUN: i he she they we you it this who which that others everyone everybody someone nobody somebody some many most one
OBJECT_PRONOUN: me him her them us you it himself herself themselves itself
MASCULINE: he him his himself
FEMININE: she her herself
PREPOSITION: of for at in on from with by to about against over under after before during into within without through among between toward towards near across around behind since until despite like than upon amid per via along alongside outside inside
CONJUNCTION: and or but nor yet so
SUBORDINATOR: that when while after because if as since although though before where whether unless until once whereas than even
RELATIVE: who which that whom whose where
QUESTION: how why whether what who when where if which
AUXILIARY: is are was were be been being am has have had having do does did will would can could should may might must shall won't wouldn't can't cannot couldn't shouldn't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t
BE: is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t
NEGATION: not never neither nor hardly won't wouldn't can't cannot couldn't shouldn't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t
ADVERB: also later then again often still even just never not too always already once now first finally however meanwhile instead simply only ever further earlier afterward afterwards today yesterday tonight tomorrow here there though both soon yet since nevertheless nonetheless moreover thus therefore
TIME: today yesterday tonight tomorrow monday tuesday wednesday thursday friday saturday sunday earlier later afterward afterwards again recently here there last this next
VERB: took went made gave got came saw knew had did left kept held met led lost won ran sat stood spent brought bought built sent sold felt became began broke chose drove fell flew grew hit hurt laid meant paid put rose sang sought set shot showed spoke struck taught threw wore wrote let cut beat bore bound cast caught dealt drew fought fled forgot froze heard hid hung kept lay lent lit rode rang shook shut slept slid spread stole stuck swam swore swept thought understood woke wound remains remain seems seem appears appear becomes become makes make takes take gives give gets get comes come goes go has have works work needs need wants want keeps keep looks look faces face leads lead plays play runs run leaves leave brings bring holds hold begins begin turns turn starts start helps help moves move lives live
TITLE: mr. mrs. ms. dr. sen. rep. gov. gen. lt. col. sgt. prof. rev. st. mr mrs ms dr sen rep gov gen prof lord lady sir dame pope judge captain
ROLE: biologist physicist chemist geologist ecologist climatologist epidemiologist virologist psychologist psychiatrist sociologist anthropologist archaeologist meteorologist neuroscientist astronomer astronaut mathematician statistician philosopher novelist poet playwright screenwriter filmmaker comedian singer musician composer violinist pianist guitarist photographer designer engineer architect surgeon nurse dentist veterinarian pharmacist teacher headteacher principal farmer fisherman pilot firefighter paramedic detective inspector superintendent constable
ROLE: president minister secretary spokesman spokeswoman spokesperson senator governor mayor chairman chairwoman chair chief director manager adviser advisor analyst professor expert official officials officer leader leaders candidate nominee congressman congresswoman representative ambassador envoy diplomat lawyer attorney prosecutor judge general commander strategist consultant aide aides executive economist founder editor reporter author writer critic activist critics supporters experts analysts police premier chancellor king queen prince princess pope bishop cardinal coach captain player actor actress singer owner deputy vice former ex-president lawmaker lawmakers lawyers economists researchers scientists residents witness witnesses voters pollster host anchor correspondent columnist commissioner treasurer head foreign prime defense interior finance speaker senior top fm pm mp ceo cfo un police report study poll survey source sources ministry watchdog
WEEKDAY: monday tuesday wednesday thursday friday saturday sunday
MONTH: january february march april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.
ABBREVIATION: mr. mrs. ms. dr. sen. rep. gov. gen. lt. col. sgt. prof. rev. st. jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. inc. corp. co. ltd. jr. sr. vs. no. etc. e.g. i.e. a.m. p.m. u.s. u.k. u.n. fla. calif. pa. mass. conn. ill. mich. minn. ariz. colo. tenn. tex. va. wash. wis. ore. okla. mo. ga. ala. ark. del. ind. kan. ky. la. md. miss. mont. neb. nev. vt. d.c. n.y. n.j. n.h. n.c. s.c. sens. reps. maj. capt. cmdr. adm. ave. blvd. approx. dept. est. fig. hon. messrs. mt. op. ph.d. u.s.a. e.u.
ORGANISATION: ministry house department post times university service council party committee union court senate congress street county institute center centre bank inc. corp. company group association news state states nations york journal tv radio agency office bureau foundation fund force forces army police commission federation league club team network press magazine daily herald tribune guardian school college church hospital team administration parliament assembly organization organisation board authority media international national republic kingdom city town village province region island islands river mountain north south east west new united san los las hong saudi saint act bill constitution war day night hall square avenue road park airport stadium bridge america american islamic university
STOP: the of and to in is was for that on with it as his he are by this from have has at an which but not or were their been had
"""}

# ---- The other languages: direct speech with the speaker beside it -------------------------------------------
OTHER_CUES = {
    "german": """
says: so meinten unterstrich reagiert reagierte sagten räumte
criticises: ärgert ärgerte beklagt beklagte moniert monierte bemängelt bemängelte
says: sagt sagte sagten sagen gesagt erklärt erklärte erklärten erklären betont betonte betonten meint meinte meinten ergänzt ergänzte fügt fügte schreibt schrieb schrieben geschrieben erzählt erzählte erzählten antwortet antwortete erwidert erwiderte entgegnet entgegnete äußerte äußert bemerkte bemerkt rief ruft twitterte twittert kommentierte kommentiert resümiert resümierte unterstrich unterstreicht erinnert erinnerte erläutert erläuterte spricht sprach zitiert zitierte sage
claims: behauptet behauptete behaupteten argumentiert argumentierte
reports: berichtet berichtete berichteten teilt teilte mitgeteilt bestätigt bestätigte verkündet verkündete verriet verrät heißt hieß
asks: fragt fragte fragten
demands: fordert forderte forderten verlangt verlangte appelliert appellierte mahnt mahnte
promises: verspricht versprach versprachen versichert versicherte
denies: bestreitet bestritt dementiert dementierte widerspricht widersprach
warns: warnt warnte warnten
criticises: kritisiert kritisierte kritisierten klagt klagte schimpft schimpfte
praises: lobt lobte freut freute
agrees: räumt räumte gesteht gestand gab gibt
believes: glaubt glaubte findet fand denkt dachte
expects: hofft hoffte erwartet erwartete prophezeit prophezeite""",
    "french": """
says: répète répété s'exclame exclamé exclamée complète complété détaille détaillé tranche tranché ironise ironisé s'emporte justifie justifié argue argué glisse glissé réagit réagi détaillait
criticises: agace s'agace
asks: questionne questionné
says: dit disait disent déclare déclaré déclarait affirme affirmé affirmait explique expliqué expliquait ajoute ajouté ajoutait précise précisé souligne souligné soulignait estime estimé estimait indique indiqué raconte raconté racontait répond répondu rappelle rappelé insiste insisté note noté observe observé poursuit poursuivi conclut conclu écrit lance lancé lâche lâché confie confié commente commenté résume résumé témoigne témoigné martèle martelé tweeté
claims: assure assuré prétend prétendu soutient soutenu
reports: rapporte rapporté annonce annoncé confirme confirmé révèle révélé
asks: demande demandé interroge interrogé s'interroge
demands: réclame réclamé exige exigé plaide plaidé
promises: promet promis
denies: nie nié dément démenti
warns: prévient prévenu avertit averti alerte alerté
criticises: dénonce dénoncé critique critiqué regrette regretté déplore déploré fustige fustigé tacle taclé s'indigne
praises: salue salué félicite se\u00a0félicite
agrees: reconnaît reconnu admet admis concède concédé avoue avoué
believes: pense pensé croit juge jugé
expects: espère espéré""",
    "spanish": """
says: zanja zanjó ironiza ironizó enfatiza enfatizó reitera reiteró relata prosigue prosiguió lanza lanzó
criticises: queja quejó reprocha reprochó
warns: avisa avisó
says: dice dijo dijeron dicen decía dicho declara declaró declararon declarado explica explicó explicaron explicado añade añadió añadieron agrega agregó señala señaló señalaron señalado indica indicó indicaron subraya subrayó destaca destacó expresa expresó comenta comentó cuenta contó relata relató responde respondió contesta contestó precisa precisó recuerda recordó insiste insistió afirma afirmó afirmaron afirmado manifiesta manifestó sostiene sostuvo apunta apuntó recalca recalcó escribe escribió apostilla apostilló concluye concluyó puntualiza puntualizó exclama exclamó remarca remarcó matiza matizó detalla detalló
claims: asegura aseguró aseguraron asegurado alega alegó argumenta argumentó
reports: informa informó informaron anuncia anunció anunciaron revela reveló confirma confirmó
asks: pregunta preguntó preguntaron
demands: pide pidió pidieron exige exigió reclama reclamó
promises: promete prometió
denies: niega negó negaron desmiente desmintió
accuses: acusa acusó
warns: advierte advirtió advirtieron alerta alertó
criticises: critica criticó denuncia denunció lamenta lamentó
praises: celebra celebró elogia elogió
agrees: reconoce reconoció admite admitió confiesa confesó
believes: considera consideró cree opina opinó piensa
expects: espera esperó""",
    "italian": """
says: così esclamato esclamò tuona tuonato continua continuato legge dichiarano affermano puntualizza puntualizzato attaccano
says: dice disse detto diceva dicono dichiara dichiarò dichiarato spiega spiegò spiegato spiegano aggiunge aggiunse aggiunto sottolinea sottolineato racconta raccontò raccontato risponde rispose risposto scrive scrisse scritto afferma affermò affermato osserva osservato commenta commentò commentato ricorda ricordato precisa precisato prosegue proseguito conclude concluso insiste ribadisce ribadito replica replicato evidenzia evidenziato esclama esordisce chiarisce chiarito
claims: sostiene sostenuto assicura assicurato
reports: riferisce riferito annuncia annunciato rivela rivelato conferma confermato
asks: chiede chiese chiesto domanda domandato
demands: esige reclama invita
promises: promette promesso
denies: nega negato smentisce smentito
accuses: accusa accusato
warns: avverte avvertito
criticises: critica criticato denuncia denunciato attacca attaccato lamenta
praises: elogia loda
agrees: ammette ammesso riconosce confessa confessato
believes: crede pensa ritiene
expects: spera auspica auspicato""",
    "portuguese": """
says: exclama exclamou continua continuou prossegue prosseguiu enfatiza enfatizou reitera reiterou ironiza ironizou disparou dispara
criticises: reclama reclamou
asks: indaga indagou
says: diz disse disseram dizem dizia dito declara declarou declararam declarado explica explicou explicaram acrescenta acrescentou completa completou ressalta ressaltou destaca destacou comenta comentou conta contou relata relatou responde respondeu escreve escreveu afirma afirmou afirmaram afirmado observa observou lembra lembrou sublinha sublinhou frisa frisou salienta salientou refere referiu pontua pontuou conclui concluiu reforça reforçou aponta apontou
claims: alega alegou garante garantiu defende defendeu argumenta argumentou
reports: informa informou informaram anuncia anunciou revela revelou confirma confirmou
asks: pergunta perguntou questiona questionou
demands: pede pediu exige exigiu
promises: promete prometeu
denies: nega negou desmente desmentiu
accuses: acusa acusou
warns: alerta alertou adverte advertiu avisa avisou
criticises: critica criticou denuncia denunciou lamenta lamentou
praises: elogia elogiou celebra celebrou
agrees: admite admitiu reconhece reconheceu confessa confessou
believes: acredita acreditou considera considerou avalia avaliou acha
expects: espera esperou""",
    "russian": """
says: воскликнула говорится сказано продолжает отвечают рассказывают подчеркивают заметили комментирует цитирует
criticises: пожаловался пожаловалась
asks: спрашивают
says: сказал сказала сказали сказало говорит говорил говорила говорят заявил заявила заявили заявляет заявляют отметил отметила отметили отмечает подчеркнул подчеркнула подчеркивает подчёркивает добавил добавила добавили пояснил пояснила пояснили поясняет объяснил объяснила объясняет рассказал рассказала рассказали рассказывает написал написала пишет ответил ответила отвечает уточнил уточнила уточнили указал указала напомнил напомнила прокомментировал прокомментировала высказался констатировал заметил заметила воскликнул продолжил продолжила резюмировал
claims: утверждает утверждал утверждают
reports: сообщил сообщила сообщили сообщает сообщают передает передаёт объявил объявила подтвердил подтвердила признается
asks: спросил спросила спрашивает поинтересовался
demands: потребовал потребовала призвал призвала требует призывает
promises: пообещал пообещала обещает заверил заверила
denies: опроверг опровергла отрицает
accuses: обвинил обвинила
warns: предупредил предупредила предупреждает предостерег
criticises: раскритиковал раскритиковала возмутился возмутилась
praises: похвалил
agrees: признал признала признался призналась согласился согласилась
believes: считает полагает думает уверен уверена
expects: надеется ожидает"""}
OTHER_WORDS = {
    "german": """
ACCORDING: laut angaben einschätzung ansicht worten
DETERMINER: der die das den dem des ein eine einer eines einem einen dieser diese viele einige mehrere
POSSESSIVE: sein seine seiner ihr ihre ihrer
PRONOUN: er sie es wir ich man sie
MASCULINE: er ihm sein seine
FEMININE: sie
PREPOSITION: von vom für in im an am auf aus bei beim mit nach zu zum zur über unter vor gegen bis seit durch während um laut
CONJUNCTION: und oder aber denn
SUBORDINATOR: dass weil wenn ob obwohl als während
RELATIVE: der die das welche
AUXILIARY: hat haben hatte hatten ist sind war waren wird werden wurde wurden kann
ADVERB: zwei drei vier fünf sechs sieben acht neun zehn tagen woche wochen monaten jahren auch noch dann später heute gestern vorgestern am auch weiter zudem außerdem dazu daraufhin jedoch so hinzu ein
TIME: zwei drei vier fünf sechs sieben acht neun zehn tagen woche wochen monaten jahren heute gestern vorgestern montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend
WEEKDAY: montag dienstag mittwoch donnerstag freitag samstag sonntag
TITLE: herr frau dr. prof.
ROLE: präsident präsidentin minister ministerin außenminister außenministerin kanzler kanzlerin bürgermeister bürgermeisterin sprecher sprecherin chef chefin trainer professor direktor direktorin vorsitzende vorsitzender sprecherinnen kriminologe kriminologin kapitän kapitänin schüler schülerin mitschüler mitschülerin coach trainerin mutter vater sohn tochter bruder schwester anwalt anwältin rechtsanwalt rechtsanwältin autor autorin forscher forscherin experte expertin politiker politikerin abgeordneter abgeordnete leiter leiterin schulleiter schulleiterin polizeipräsident polizeipräsidentin polizeisprecher polizeisprecherin staatsanwalt staatsanwältin oberbürgermeister oberbürgermeisterin landrat landrätin ministerpräsident ministerpräsidentin bundeskanzler bundeskanzlerin bundespräsident finanzminister finanzministerin innenminister innenministerin verteidigungsminister verteidigungsministerin gesundheitsminister gesundheitsministerin wirtschaftsminister wirtschaftsministerin verkehrsminister parteichef parteichefin fraktionschef fraktionschefin generalsekretär generalsekretärin geschäftsführer geschäftsführerin vorstand vorstandschef präses bischof bischöfin pfarrer pfarrerin richter richterin journalist journalistin ökonom ökonomin historiker historikerin arzt ärztin virologe virologin stürmer torwart verteidiger mittelfeldspieler sänger sängerin schauspieler schauspielerin regisseur regisseurin senator senatorin botschafter botschafterin general generalin kommissar kommissarin vizepräsident vizepräsidentin vizechef vizechefin premier premierminister premierministerin königin könig prinz prinzessin papst gründer gründerin unternehmer unternehmerin wissenschaftler wissenschaftlerin dekan rektor rektorin
ABBREVIATION: dr. prof. z.b. u.a. d.h. bzw. ca. nr. st. usw. vgl. mio. mrd.
ORGANISATION: gewerkschaft partei verband ministerium bundesregierung regierung polizei universität hochschule bank agentur zeitung verein klub fc institut amt behörde gericht bundestag landtag stiftung gesellschaft gmbh ag straße platz stadt kreis land republik bund kammer rat ausschuss kirche schule klinik krankenhaus
STOP: der die und das ist nicht ein eine mit auf sich den von dem auch für werden wird zu im des sind wurde bei einen""",
    "french": """
ACCORDING: selon pour
DETERMINER: le la les l' un une des ce cette ces plusieurs
POSSESSIVE: son sa ses leur leurs
PRONOUN: il elle ils elles on je nous vous qui -il -elle -ils -elles -on -t-il -t-elle -t-on -je
MASCULINE: il -il -t-il
FEMININE: elle -elle -t-elle
PREPOSITION: de du des d' à au aux en dans sur pour par avec chez sous entre vers lors après avant depuis selon contre
CONJUNCTION: et ou mais donc car
SUBORDINATOR: que qu' quand lorsque si comme puisque
RELATIVE: qui que dont
AUXILIARY: a ont avait avaient est sont était s'est n'a
ADVERB: deux trois quatre cinq six sept huit neuf dix jours semaine semaines mois ans avant-hier aussi encore ensuite alors également hier aujourd'hui aujourd’hui notamment lundi mardi mercredi jeudi vendredi samedi dimanche
TIME: deux trois quatre cinq six sept huit neuf dix jours semaine semaines mois ans avant-hier hier aujourd'hui aujourd’hui lundi mardi mercredi jeudi vendredi samedi dimanche
WEEKDAY: lundi mardi mercredi jeudi vendredi samedi dimanche
TITLE: m. mme mme. mlle dr me
ROLE: président présidente ministre maire directeur directrice porte-parole chef premier secrétaire premier-ministre sénateur sénatrice député députée avocat avocate juge procureur procureure entraîneur capitaine joueur joueuse chercheur chercheuse expert experte économiste historien historienne journaliste écrivain écrivaine auteur autrice professeur professeure médecin médecine général colonel commandant commissaire préfet préfète ambassadeur ambassadrice roi reine prince princesse pape évêque fondateur fondatrice patron patronne responsable analyste candidat candidate conseiller conseillère chancelier chancelière gouverneur gouverneure
ABBREVIATION: m. mm. dr. cf. etc. st.
ORGANISATION: ministère gouvernement police université banque agence association syndicat parti club institut tribunal cour assemblée sénat fondation société groupe ville rue place république conseil comité église école hôpital union fédération
STOP: le la les des est dans que une pour qui sur pas par plus avec ce sont au aux du cette il elle""",
    "spanish": """
ACCORDING: según palabras para
DETERMINER: el la los las un una unos unas este esta varios
POSSESSIVE: su sus
PRONOUN: él ella ellos ellas yo nosotros quien
MASCULINE: él
FEMININE: ella
PREPOSITION: de del a al en con por para sobre desde hasta entre según contra tras durante ante
CONJUNCTION: y e o pero
SUBORDINATOR: que cuando si porque aunque como
RELATIVE: que quien
AUXILIARY: ha han había habían es son era fue
ADVERB: hace dos tres cuatro cinco seis siete ocho nueve diez día días semana semanas mes meses año años anteayer también además luego después ayer hoy entonces
TIME: hace dos tres cuatro cinco seis siete ocho nueve diez día días semana semanas mes meses año años anteayer ayer hoy lunes martes miércoles jueves viernes sábado domingo
WEEKDAY: lunes martes miércoles jueves viernes sábado domingo
TITLE: sr. sra. dr. dra. don doña
ROLE: presidente presidenta ministro ministra alcalde alcaldesa director directora portavoz secretario secretaria vicepresidente vicepresidenta senador senadora diputado diputada abogado abogada juez jueza fiscal entrenador entrenadora capitán jugador jugadora investigador investigadora experto experta economista historiador historiadora periodista escritor escritora autor autora profesor profesora médico médica general coronel comandante comisario comisaria embajador embajadora rey reina príncipe papa obispo fundador fundadora jefe jefa teniente oficial delegado delegada consejero consejera canciller gobernador gobernadora candidato candidata analista líder
ABBREVIATION: sr. sra. dr. dra. ee.uu. etc. ud.
ORGANISATION: ministerio gobierno policía universidad banco agencia asociación sindicato partido club instituto tribunal corte congreso senado fundación empresa grupo ciudad calle plaza república consejo comité iglesia escuela hospital unión federación guardia
STOP: el la los las de que en y del se por con para una es un no su al lo como más pero sus""",
    "italian": """
ACCORDING: secondo per detta parole
DETERMINER: il lo la i gli le l' un uno una questo questa alcuni
POSSESSIVE: suo sua suoi sue loro
PRONOUN: lui lei loro egli ella io noi chi
MASCULINE: lui egli
FEMININE: lei ella
PREPOSITION: di del della dello dei degli delle dell' a al alla allo ai in nel nella con su sul sulla per da dal dalla tra fra secondo contro
CONJUNCTION: e ed o ma
SUBORDINATOR: che quando se perché come mentre
RELATIVE: che cui
AUXILIARY: ha hanno aveva avevano è sono era
ADVERB: due tre quattro cinque sei sette otto nove dieci giorni settimana settimane mese mesi anno anni fa anche poi ancora inoltre ieri oggi infine
TIME: due tre quattro cinque sei sette otto nove dieci giorni settimana settimane mese mesi anno anni fa ieri oggi lunedì martedì mercoledì giovedì venerdì sabato domenica
WEEKDAY: lunedì martedì mercoledì giovedì venerdì sabato domenica
TITLE: dott. sig. sig.ra on. dr.
ROLE: presidente ministro ministra sindaco sindaca direttore direttrice portavoce segretario premier presidentessa vicepresidente vicepremier senatore senatrice deputato deputata avvocato avvocata giudice procuratore procuratrice allenatore allenatrice capitano giocatore ricercatore ricercatrice esperto esperta economista storico storica giornalista scrittore scrittrice autore autrice professore professoressa medico generale colonnello comandante commissario ambasciatore ambasciatrice re regina principe papa vescovo fondatore fondatrice capo assessore assessora governatore leader candidato candidata analista cancelliere
ABBREVIATION: dott. sig. on. dr. ecc. prof.
ORGANISATION: ministero governo polizia università banca agenzia associazione sindacato partito club istituto tribunale corte camera senato fondazione società gruppo città via piazza repubblica consiglio comitato chiesa scuola ospedale unione federazione
STOP: il di che la e per un una in del della non con sono è le si da al gli dei nel alla più come""",
    "portuguese": """
ACCORDING: segundo para acordo conforme palavras
DETERMINER: o a os as um uma uns umas este esta vários
POSSESSIVE: seu sua seus suas
PRONOUN: ele ela eles elas eu nós quem
MASCULINE: ele
FEMININE: ela
PREPOSITION: de do da dos das em no na nos nas a ao à com por pelo pela para sobre entre até desde segundo contra após
CONJUNCTION: e ou mas
SUBORDINATOR: que quando se porque embora como
RELATIVE: que quem
AUXILIARY: tem têm tinha é são era foi havia
ADVERB: há dois duas três quatro cinco seis sete oito nove dez dias semana semanas mês meses ano anos anteontem também ainda depois ontem hoje então além
TIME: há dois duas três quatro cinco seis sete oito nove dez dias semana semanas mês meses ano anos anteontem ontem hoje segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
WEEKDAY: segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
TITLE: sr. sra. dr. dra. dom
ROLE: presidente ministro ministra prefeito prefeita diretor diretora porta-voz secretário secretária vice-presidente senador senadora deputado deputada advogado advogada juiz juíza procurador procuradora treinador treinadora técnico capitão jogador jogadora pesquisador pesquisadora investigador investigadora especialista economista historiador historiadora jornalista repórter escritor escritora autor autora professor professora médico médica general coronel comandante comissário embaixador embaixadora rei rainha príncipe papa bispo fundador fundadora chefe delegado delegada governador governadora vereador vereadora líder candidato candidata analista chanceler
ABBREVIATION: sr. sra. dr. dra. etc.
ORGANISATION: ministério governo polícia universidade banco agência associação sindicato partido clube instituto tribunal supremo câmara senado fundação empresa grupo cidade rua praça república conselho comitê igreja escola hospital união federação
STOP: o a os as de que e do da em um uma para com não no na é por mais dos das ao foi se""",
    "russian": """
ACCORDING: словам данным мнению
PRONOUN: он она они оно я мы кто
MASCULINE: он
FEMININE: она
PREPOSITION: в во на с со из от до по для о об у за к при под над через после перед против
CONJUNCTION: и или но а
SUBORDINATOR: что когда если чтобы как хотя
RELATIVE: который которая которые
ADVERB: два две три четыре пять шесть семь восемь девять десять дня дней неделю недели недель месяца месяцев года лет назад в во позавчера также ещё еще затем потом вчера сегодня тогда
TIME: два две три четыре пять шесть семь восемь девять десять дня дней неделю недели недель месяца месяцев года лет назад позавчера вчера сегодня понедельник вторник среду четверг пятницу субботу воскресенье
WEEKDAY: понедельник вторник среду четверг пятницу субботу воскресенье
ROLE: президент министр глава губернатор мэр директор представитель представительница секретарь премьер-министр председатель спикер депутат пресс-секретарь сенатор депутатка адвокат судья прокурор тренер капитан игрок исследователь эксперт экономист историк журналист журналистка писатель писательница автор профессор врач генерал полковник командующий комиссар посол король королева принц папа епископ основатель начальник аналитик кандидат канцлер вице-премьер вице-президент лидер замглавы замминистра директорка пресс-атташе
ABBREVIATION: г. т.е. т.д. им. ул. руб. млн. млрд. тыс.
ORGANISATION: министерство правительство полиция университет банк агентство ассоциация профсоюз партия клуб институт суд дума фонд компания группа город улица площадь республика совет комитет церковь школа больница союз федерация минобороны мид
STOP: и в не на что с по как это из за для от он его к был но у о же было до"""}
LANGUAGES = ["english", "german", "french", "spanish", "italian", "portuguese", "russian"]


def inflect(verb):
    """Return {form: [spellings]} of an English verb."""
    past, participle = ((IRREGULAR.get(verb) or regular_past(verb)) + " ").split(" ")[:2]
    third = verb + ("es" if re.search(r"(s|sh|ch|x|z|o)$", verb) else "s")
    if re.search(r"[^aeiou]y$", verb):
        third = verb[:-1] + "ies"
    stem = verb
    if verb.endswith("ie"):
        stem = verb[:-2] + "y"
    elif verb.endswith("e") and not re.search(r"(ee|oe|ye)$", verb):
        stem = verb[:-1]
    elif past == verb + verb[-1] + "ed" or verb in ("put", "set", "bet", "begin", "rebut"):
        stem = verb + verb[-1]
    return {"base": verb, "third": third, "past": past, "participle": participle or past, "present_participle": stem + "ing"}


def regular_past(verb):
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + "ed"


IRREGULAR["begin"] = "began begun"
IRREGULAR["shoot"] = "shot"


class Lexicon:
    def __init__(self):
        self.words = {}

    def entry(self, word):
        return self.words.setdefault(word, {"classes": 0, "frames": 0, "forms": 0, "kind": None, "noun": None})

    def classes(self, text):
        for line in text.strip().splitlines():
            name, words = line.split(":", 1)
            for word in words.split():
                self.entry(word)["classes"] |= 1 << CLASSES.index(name.strip())

    def cue(self, word, kind, frames, forms, noun=False):
        entry = self.entry(word)
        if entry["kind"] is not None and entry["forms"] and not forms:
            return  # a verb's frames are not widened by a noun's
        entry["kind"] = KINDS.index(kind) if entry["kind"] is None else entry["kind"]
        entry["frames"] |= frames
        entry["forms"] |= forms


def groups(text):
    """Yield (kind, item) of lines "kind: item item…", which may go on in the next line."""
    kind = None
    for word in text.split():
        if word.endswith(":") and word[:-1] in KINDS:
            kind = word[:-1]
        else:
            yield kind, word.replace("\u00a0", " ")


def frames_of(text):
    plain, *prepositions = text.split("+")
    value = sum(1 << FRAMES.index(letter) for letter in set(plain))
    return value | sum(1 << FRAMES.index(word) for word in set(prepositions))


def english():
    lexicon = Lexicon()
    lexicon.classes(WORDS["english"])
    for kind, item in groups(ENGLISH_CUES):
        verb, frames, forms = re.fullmatch(r"(\w+):([^/]+)/?(\w*)", item).groups()
        for form, word in inflect(verb).items():
            if forms and FORM_LETTERS[form] not in forms:
                continue
            lexicon.cue(word, kind, frames_of(frames), FORMS[form])
    for name, text in (("CUE_ADJECTIVE", ADJECTIVES), ("CUE_NOUN", NOUNS)):
        for kind, item in groups(text):
            word, frames = item.split(":")
            for spelling in (word, plural(word)) if name == "CUE_NOUN" else (word,):
                entry = lexicon.entry(spelling)
                entry["classes"] |= 1 << CLASSES.index(name)
                entry["noun"] = frames_of(frames)
                if entry["kind"] is None:
                    entry["kind"] = KINDS.index(kind)
    return lexicon


def plural(noun):
    return noun[:-1] + "ies" if re.search(r"[^aeiou]y$", noun) else noun + "s"


def other(language):
    lexicon = Lexicon()
    lexicon.classes(OTHER_WORDS[language])
    for kind, word in groups(OTHER_CUES[language]):
        lexicon.cue(word, kind, frames_of("q"), FORMS["past"])
    return lexicon


def hash_of(word):
    value = 2166136261
    for byte in word.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value ^ value >> 15


def write(language, lexicon):
    size = 64
    while size < 2 * len(lexicon.words):
        size *= 2
    slots, words = [None] * size, sorted(lexicon.words)
    for word in words:
        place = hash_of(word) & size - 1
        while slots[place] is not None:
            place = place + 1 & size - 1
        slots[place] = word
    print("static const dateline_word %s_words[] = {" % language)
    number = {word: i for i, word in enumerate(words)}
    for word in words:
        e = lexicon.words[word]
        print('    {"%s", %d, %d, %d, 0x%x, 0x%x, 0x%x},' % (
            word, len(word.encode()), e["kind"] if e["kind"] is not None else 0, e["forms"], e["classes"],
            e["frames"] if e["forms"] else 0, e["noun"] or 0))
    print("};\nstatic const uint16_t %s_slots[] = {" % language)
    values = [number[w] + 1 if w is not None else 0 for w in slots]
    for i in range(0, size, 24):
        print("    " + ",".join(map(str, values[i:i + 24])) + ",")
    print("};")
    return size


def main():
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print("/* Generated by generate_lexicon.py. Do not edit. */")
    print('#include "statements/lexicon.h"\n\n/* clang-format off */')
    sizes = {language: write(language, english() if language == "english" else other(language)) for language in LANGUAGES}
    print("const dateline_lexicon dateline_lexicons[DATELINE_LANGUAGE_COUNT] = {")
    for language in LANGUAGES:
        print("    {%s_words, %s_slots, %d}," % (language, language, sizes[language] - 1))
    print("};")
    print("const char *const dateline_statement_kinds[] = {%s};" % ", ".join('"%s"' % kind for kind in KINDS))
    print("/* clang-format on */")


if __name__ == "__main__":
    main()
