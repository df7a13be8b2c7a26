// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Texts, numbers, tables and the checked writer of output.hpp.

#include "cli/output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include "absl/strings/str_replace.h"
#include "overstap/text.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

struct TextRow {
  Say id;
  std::string_view english, dutch;
};
constexpr TextRow kTexts[] = {
    // Errors.
    {Say::kErrorUsage, "this cannot be done: $0", "dit kan niet: $0"},
    {Say::kErrorNotFound, "not found: $0", "niet gevonden: $0"},
    {Say::kErrorBadFile, "a file cannot be used: $0", "een bestand is niet bruikbaar: $0"},
    {Say::kErrorIo, "reading or writing failed: $0", "lezen of schrijven is mislukt: $0"},
    {Say::kErrorTooLittle, "too little data: $0", "te weinig gegevens: $0"},
    {Say::kErrorInternal, "internal error, please report it: $0", "interne fout, meld dit alstublieft: $0"},
    {Say::kUsageUnknown, "not understood: $0", "niet begrepen: $0"},
    {Say::kUsageMissing, "something is missing: $0", "er ontbreekt iets: $0"},
    {Say::kUsageValue, "a value cannot be used: $0", "een waarde is niet bruikbaar: $0"},
    {Say::kSeeHelp, "see: $0 --help", "zie: $0 --help"},
    {Say::kWriteFailed, "the output could not be written in full: $0", "de uitvoer kon niet volledig worden geschreven: $0"},
    {Say::kNeedTitleOrSkill, "give at least one past job, --skill, --person or --vum", "geef ten minste \u00e9\u00e9n eerder beroep, --skill, --person of --vum"},
    {Say::kBadMonths, "\"$0\": behind @ stands a number of months, and behind / how many months ago it ended, such as kok@36/24",
     "\"$0\": achter @ staat een aantal maanden, en achter / hoeveel maanden geleden het ophield, zoals kok@36/24"},
    {Say::kNeedCatalogue, "a taxonomy of your own needs courses of its own; name them with --catalogue",
     "bij een eigen taxonomie horen eigen cursussen; noem ze met --catalogue"},
    {Say::kOutputTwice, "-o and --courses-output name the same file", "-o en --courses-output noemen hetzelfde bestand"},
    {Say::kAmbiguousTitle, "\"$0\" can mean several occupations; choose one and give its title or address:",
     "\"$0\" kan meer dan \u00e9\u00e9n beroep zijn; kies er een en geef de titel of het adres:"},
    {Say::kTitleNotFound, "there is no occupation \"$0\"", "er is geen beroep \"$0\""},
    {Say::kSkillAmbiguous, "\"$0\" can mean several things; choose one and give its address:", "\"$0\" kan van alles zijn; kies en geef het adres:"},
    {Say::kSkillNotFound, "there is no skill, knowledge area, task or licence \"$0\"", "er is geen vaardigheid, kennisgebied, taak of bewijs \"$0\""},
    {Say::kCourseAmbiguous, "\"$0\" can mean several courses; choose one and give its address:", "\"$0\" kunnen meer cursussen zijn; kies en geef het adres:"},
    {Say::kCourseNotFound, "there is no course \"$0\"", "er is geen cursus \"$0\""},
    {Say::kConditionAmbiguous, "\"$0\" can mean several work conditions; choose one and give its address:", "\"$0\" kan meer dan \u00e9\u00e9n werkomstandigheid zijn; kies en geef het adres:"},
    {Say::kConditionNotFound, "there is no work condition \"$0\"", "er is geen werkomstandigheid \"$0\""},
    {Say::kDidYouMean, "Did you mean:", "Bedoelt u:"},
    {Say::kTryOther, "Try another word for the same work, or: overstap search WORD",
     "Probeer een ander woord voor hetzelfde werk, of: overstap search WOORD"},
    // Header.
    {Say::kNameless, "Taxonomy without a name", "Taxonomie zonder naam"},
    {Say::kOccupationsAndCourses, "$0: $1 occupations, $2 courses", "$0: $1 beroepen, $2 cursussen"},
    {Say::kOccupationsOnly, "$0: $1 occupations", "$0: $1 beroepen"},
    {Say::kFrom, "Work so far: $0", "Werk tot nu toe: $0"},
    {Say::kExtraSkills, "Also: $0", "Ook aanwezig: $0"},
    {Say::kDenied, "Not: $0", "Niet: $0"},
    {Say::kUnsure, "Not sure: $0", "Niet zeker: $0"},
    {Say::kCountsFor, "$0 (counts for $1)", "$0 (telt voor $1)"},
    {Say::kEducation, "Level of education: $0", "Opleidingsniveau: $0"},
    {Say::kEducationInferred, "Level of education: not given; usual for this work is $0", "Opleidingsniveau: niet opgegeven; gebruikelijk voor dit werk is $0"},
    {Say::kLevel, "level $0", "niveau $0"},
    // Transitions.
    {Say::kRankIntro, "The best $0 of $1 occupations. Score: how much the work is alike (1: the same, 0: no more than by chance). Ready: how much of what the work asks you have.",
     "De beste $0 van $1 beroepen. Score: hoe sterk het werk op elkaar lijkt (1: hetzelfde, 0: niet meer dan toeval). Klaar: hoeveel van de eisen u al hebt."},
    {Say::kCourseIntro, "Behind a course: how much of what is missing it teaches, cost, hours and entry; costs and hours are indications.",
     "Achter een cursus: hoeveel die leert van wat ontbreekt, kosten, uren en toegang; kosten en uren zijn een indicatie."},
    {Say::kTooLittle, "Too little data: $1 skills and knowledge areas are known, and at least $0 are needed. Add what the person can do with --skill.",
     "Te weinig gegevens: er zijn $1 vaardigheden en kennisgebieden bekend, en er zijn er minstens $0 nodig. Voeg met --skill toe wat iemand kan."},
    {Say::kNoMatches, "No occupation shares anything with this work.", "Geen enkel beroep heeft iets gemeen met dit werk."},
    {Say::kScoreAndReady, "$0  score $1  ready $2", "$0  score $1  klaar $2"},
    {Say::kGap, "To learn: $0", "Nog te leren: $0"},
    {Say::kGapPartly, "To learn further: $0", "Verder te leren: $0"},
    {Say::kNothingMissing, "nothing essential or important", "niets dat onmisbaar of belangrijk is"},
    {Say::kCourse, "- $0: $1, $2, $3, $4", "- $0: $1, $2, $3, $4"},
    {Say::kLeftOut, "Left out for lack of data: $0 occupations.", "Weggelaten wegens te weinig gegevens: $0 beroepen."},
    {Say::kMoreHelp, "More about one of them: overstap explain ... --to TITLE, and overstap courses ... --to TITLE",
     "Meer over een ervan: overstap explain ... --to TITEL, en overstap courses ... --to TITEL"},
    {Say::kNearby, "Close to the work so far:", "Dichtbij het werk tot nu toe:"},
    {Say::kWider, "Wider, other kinds of work:", "Breder, ander soort werk:"},
    {Say::kNoWider, "No other kind of work is alike enough for a second list.", "Geen ander soort werk lijkt genoeg voor een tweede lijst."},
    {Say::kHidden, "Hidden: $0 occupations ($1).", "Verborgen: $0 beroepen ($1)."},
    {Say::kDemotedFrom, "Set lower for what stands in the way ($0 occupations in all):", "Lager gezet door wat in de weg staat (in totaal $0 beroepen):"},
    {Say::kFiguresFrom, "Labour-market figures: $0, $1. They say nothing about whether the work suits.", "Arbeidsmarktcijfers: $0, $1. Ze zeggen niet of het werk past."},
    {Say::kLabourMarket, "Labour market: $0", "Arbeidsmarkt: $0"},
    {Say::kNotConsidered, "not considered", "niet meegenomen"},
    {Say::kQuestionIntro, "Ask about these, most telling first:", "Vraag hiernaar, wat het meest zegt eerst:"},
    {Say::kQuestionHelp, "Answers: --skill for yes, --no for no, --unsure for not sure; then ask again.",
     "Antwoorden: --skill voor ja, --no voor nee, --unsure voor niet zeker; vraag daarna opnieuw."},
    {Say::kNoQuestions, "No answer would change the list.", "Geen antwoord zou de lijst veranderen."},
    // Explanation and gap.
    {Say::kTarget, "Towards: $0", "Naar: $0"},
    {Say::kScoreIs, "Score $0, made up of:", "Score $0, opgebouwd uit:"},
    {Say::kOfAtMost, "of at most $0", "van hoogstens $0"},
    {Say::kTogether, "at most together with skills", "hoogstens samen met vaardigheden"},
    {Say::kNeitherHas, "what neither asks", "wat geen van beide vraagt"},
    {Say::kOnlyYou, "not asked there", "daar niet gevraagd"},
    {Say::kOnlyThere, "not in your profile", "niet in uw profiel"},
    {Say::kModelHash, "Hash of the model", "Hash van het model"},
    {Say::kModelCandidates, "Occupations that get a score", "Beroepen die een score krijgen"},
    {Say::kRandomMean, "Mean score of random pairs", "Gemiddelde score van willekeurige paren"},
    {Say::kBandSome, "Some likeness, better than $0% of random pairs: from", "Enige gelijkenis, beter dan $0% van willekeurige paren: vanaf"},
    {Say::kBandGood, "Good match, better than $0%: from", "Goede match, beter dan $0%: vanaf"},
    {Say::kBandStrong, "Strong match, better than $0%: from", "Sterke match, beter dan $0%: vanaf"},
    {Say::kNotCalibrated, "There are too few occupations to say which scores are usual.", "Er zijn te weinig beroepen om te zeggen welke scores gewoon zijn."},
    {Say::kNoStrongMatch, "No strong match was found: nothing stands out among what chance gives.", "Er is geen sterke match gevonden: niets steekt uit boven wat toeval geeft."},
    {Say::kLowConfidence, "This rests on little: $0 skills and knowledge areas. Add what the person can do with --skill.",
     "Dit berust op weinig: $0 vaardigheden en kennisgebieden. Voeg met --skill toe wat iemand kan."},
    {Say::kNotInProfile, "does not count: not known of this person", "telt niet mee: van deze persoon niet bekend"},
    {Say::kNotInTarget, "does not count: not known of this occupation", "telt niet mee: van dit beroep niet bekend"},
    {Say::kContributions, "Largest contributions:", "Grootste bijdragen:"},
    {Say::kOthers, "$0 others", "$0 andere"},
    {Say::kTotal, "together, the score", "samen, de score"},
    {Say::kReadiness, "Ready: $0 of what the work asks ($1)", "Klaar: $0 van wat het werk vraagt ($1)"},
    {Say::kNothingAsked, "It is not known what this work asks.", "Het is niet bekend wat dit werk vraagt."},
    {Say::kMatched, "You have ($0)", "U hebt al ($0)"},
    {Say::kMissing, "To learn ($0)", "Nog te leren ($0)"},
    {Say::kPartly, "partly", "deels"},
    {Say::kLevelOf, "level $0 of $1", "niveau $0 van $1"},
    {Say::kLicences, "Licences and certificates", "Bewijzen en rijbewijzen"},
    {Say::kHas, "present", "aanwezig"},
    {Say::kHasNot, "missing", "ontbreekt"},
    {Say::kEducationNeeds, "Education: usual for this work is $0; $1.", "Opleiding: gebruikelijk voor dit werk is $0; $1."},
    {Say::kEducationHas, "you have $0", "u hebt $0"},
    {Say::kEducationHasUsual, "yours is not given, usual for your work so far is $0", "van u niet opgegeven, gebruikelijk voor uw werk tot nu toe is $0"},
    {Say::kEducationUnknown, "yours is not known", "van u niet bekend"},
    {Say::kRegulated, "Regulated: the law sets conditions for this occupation.", "Beschermd: de wet stelt voorwaarden aan dit beroep."},
    {Say::kConditions, "Work conditions", "Werkomstandigheden"},
    // Courses.
    {Say::kShareOfGap, "$0 of what is missing", "$0 van wat ontbreekt"},
    {Say::kTeaches, "Teaches: $0", "Leert: $0"},
    {Say::kEntry, "Entry: $0", "Toegang: $0"},
    {Say::kFree, "free", "gratis"},
    {Say::kCostUnknown, "cost unknown", "kosten onbekend"},
    {Say::kHours, "$0 hours", "$0 uur"},
    {Say::kHour, "1 hour", "1 uur"},
    {Say::kHoursUnknown, "hours unknown", "uren onbekend"},
    {Say::kWeeks, "$0 weeks", "$0 weken"},
    {Say::kWeek, "1 week", "1 week"},
    {Say::kOr, " or ", " of "},
    {Say::kSuggested, "Courses that help: $1, shown: $0, not open to you yet: $2. Costs and hours are indications.",
     "Cursussen die helpen: $1, getoond: $0, nog niet toegankelijk voor u: $2. Kosten en uren zijn een indicatie."},
    {Say::kNoGap, "Nothing is missing, so no course is needed.", "Er ontbreekt niets, dus er is geen cursus nodig."},
    {Say::kNoUseful, "No course in the catalogue teaches what is missing.", "Geen cursus in het aanbod leert wat ontbreekt."},
    {Say::kUncovered, "No course for: $0", "Geen cursus voor: $0"},
    {Say::kUnknownSkills, "the courses name $0 concepts that this taxonomy does not have; see: overstap validate FILE --courses FILE",
     "de cursussen noemen $0 begrippen die deze taxonomie niet kent; zie: overstap validate FILE --courses FILE"},
    // Plans.
    {Say::kPlanQuickest, "Quickest", "Snelste"},
    {Say::kPlanCheapest, "Cheapest", "Goedkoopste"},
    {Say::kPlanCoverage, "Closes most", "Vult meest aan"},
    {Say::kPlanLimits, "Within: $0. Costs are the highest that are indicated; courses follow one after the other.",
     "Binnen: $0. Kosten zijn de hoogste die zijn opgegeven; cursussen volgen na elkaar."},
    {Say::kPlanNoLimits, "no limits", "geen grenzen"},
    {Say::kPlanUpToMoney, "\u20ac$0", "\u20ac\u00a0$0"},
    {Say::kPlanUpToWeeks, "$0 weeks", "$0 weken"},
    {Say::kPlanUpToHours, "$0 hours of study", "$0 studie-uren"},
    {Say::kPlanColumns, "Plan", "Plan"},
    {Say::kPlanCourses, "courses", "aantal"},
    {Say::kPlanCost, "cost", "kosten"},
    {Say::kPlanWeeks, "weeks", "weken"},
    {Say::kPlanHours, "hours", "uren"},
    {Say::kPlanReady, "ready", "klaar"},
    {Say::kPlanGap, "closes", "vult aan"},
    {Say::kPlanFrom, "at least $0", "ten minste $0"},
    {Say::kPlanSame, "The same courses as: $0.", "Dezelfde cursussen als: $0."},
    {Say::kPlanReadyAlready, "Ready already: no course is needed.", "Al klaar: er is geen cursus nodig."},
    {Say::kPlanNoneReaches, "No set of courses within these limits makes you $0 ready with all licences. The plan that closes most is below.",
     "Geen cursussen binnen deze grenzen maken u voor $0 klaar met alle bewijzen. Het plan dat het meest aanvult staat hieronder."},
    {Say::kPlanNone, "No course that is open to you within these limits teaches what is missing.", "Geen cursus die voor u open is en binnen deze grenzen past, leert wat ontbreekt."},
    {Say::kPlanNotProven, "The search stopped early: a better plan may exist. Take more time with --max-nodes.", "Het zoeken is eerder gestopt: er kan een beter plan zijn. Zoek langer met --max-nodes."},
    {Say::kPlanOpens, "needed for a later course", "nodig voor een latere cursus"},
    {Say::kPlanEntryUnknown, "asks a level of education, and yours is not known", "vraagt een opleidingsniveau, en dat van u is niet bekend"},
    {Say::kPlanLicencesLeft, "Still missing after it: $0", "Ontbreekt daarna nog: $0"},
    {Say::kPlanUseful, "Courses that help: $0. Left out, as they are mostly for other work: $1; as they state no cost or weeks: $2; as they are above a limit: $3; as they are not open to you: $4.",
     "Cursussen die helpen: $0. Niet meegeteld, omdat ze vooral voor ander werk zijn: $1; omdat kosten of weken ontbreken: $2; omdat ze boven een grens komen: $3; omdat u ze niet in mag: $4."},
    {Say::kPlanHeld, "Courses taken: $0", "Al gevolgd: $0"},
    {Say::kPlanCompletes, "With it, all parts are there of: $0", "Daarmee zijn alle delen er van: $0"},
    // Paths.
    {Say::kPathsIntro, "$0 ways lead there; none is beaten by another in cost, time and readiness at once.", "Er zijn $0 wegen; geen ervan is in kosten, tijd en gereedheid tegelijk slechter dan een andere."},
    {Say::kPathsNone, "No way of at most $0 moves leads there within these limits.", "Binnen deze grenzen leidt geen weg van hoogstens $0 stappen daarheen."},
    {Say::kPathsDirectBest, "Going there directly is best: no way round is cheaper, quicker or makes you readier.", "Rechtstreeks is het best: geen omweg is goedkoper, sneller of maakt u meer klaar."},
    {Say::kPathLine, "$0, $1 weeks, then $2 ready", "$0, $1 weken, daarna $2 klaar"},
    {Say::kPathTrain, "Training for $0: $1 ($2, $3 weeks)", "Scholing voor $0: $1 ($2, $3 weken)"},
    {Say::kPathWork, "Work as: $0 ($1 ready at the start)", "Werken als: $0 (bij het begin voor $1 klaar)"},
    {Say::kPathStay, "for $0 weeks", "$0 weken lang"},
    {Say::kPathBegin, "Begin as: $0", "Beginnen als: $0"},
    {Say::kPathLeftOut, "Looked at $0 kinds of work on the way; $1 more would bring it nearer (--stones).", "Op de weg is naar $0 beroepen gekeken; nog $1 brengen het dichterbij (--stones)."},
    {Say::kPathReadyNow, "Ready now: $0 of what the work asks", "Nu klaar: $0 van wat het werk vraagt"},
    // Demand.
    {Say::kDemandIntro, "$0 people, $1 jobs: $2 people are looked for.", "$0 mensen, $1 banen: er worden $2 mensen gezocht."},
    {Say::kDemandShort, "$0 skills are short; $1 of them no course teaches.", "Aan $0 vaardigheden is een tekort; $1 daarvan leert geen enkele cursus."},
    {Say::kDemandNone, "Nothing that the jobs ask is short in this group.", "Van wat de banen vragen is in deze groep niets te kort."},
    {Say::kDemandSkills, "Short", "Tekort"},
    {Say::kDemandShortBy, "people", "mensen"},
    {Say::kDemandHave, "have it", "hebben het"},
    {Say::kDemandCourses, "courses", "cursussen"},
    {Say::kDemandNoCourse, "none", "geen"},
    {Say::kDemandWork, "Work", "Werk"},
    {Say::kDemandReady, "could begin", "kunnen beginnen"},
    {Say::kDemandColumns, "Skill, knowledge or licence", "Vaardigheid, kennis of bewijs"},
    {Say::kDemandJobs, "jobs", "banen"},
    {Say::kDemandUntaught, "no course", "geen cursus"},
    // Funding.
    {Say::kFundingIntro, "If you apply on $0. \"Possible\" is what follows from the rules as they were read; who grants the money decides.",
     "Bij een aanvraag op $0. \"Mogelijk\" is wat volgt uit de regels zoals ze zijn gelezen; wie het geld geeft, beslist."},
    {Say::kFundingDrafts, "Rules that are only announced are left out: $0. Show them with --drafts.", "Regels die alleen zijn aangekondigd, tellen niet mee: $0. Toon ze met --drafts."},
    {Say::kFundingHowMuch, "how much is not known", "hoeveel is niet bekend"},
    {Say::kFundingShared, "$0 for all courses together", "$0 voor alle cursussen samen"},
    {Say::kFundingFindOut, "To find out: $0", "Nog te weten: $0"},
    {Say::kFundingUntil, "Until $0.", "Dat kan tot en met $0."},
    {Say::kFundingDocuments, "Have at hand: $0", "Houd bij de hand: $0"},
    {Say::kFundingNet, "Left to pay: $0 ($1)", "Nog te betalen: $0 ($1)"},
    {Say::kFundingPossible, "Left to pay if what is unknown turns out well: $0 ($1)", "Nog te betalen als wat onbekend is, meezit: $0 ($1)"},
    {Say::kFundingShort, "Funding: $0", "Vergoeding: $0"},
    {Say::kFundingNone, "none", "geen"},
    {Say::kFundingTotal, "All courses together: $0. Left to pay after what is possible: $1; if what is unknown turns out well: $2.",
     "Alle cursussen samen: $0. Nog te betalen na wat mogelijk is: $1; als wat onbekend is, meezit: $2."},
    {Say::kFundingUnpriced, "Courses that state no cost, and are not counted: $0.", "Cursussen zonder kosten in de gegevens, die niet meetellen: $0."},
    {Say::kFundingPlan, "Funding for this plan, applied for on $0:", "Vergoeding voor dit plan, bij een aanvraag op $0:"},
    {Say::kFundingSources, "Where the rules come from:", "Waar de regels vandaan komen:"},
    {Say::kFundingSource, "$0 ($1, read on $2)", "$0 ($1, gelezen op $2)"},
    {Say::kBadFact, "\"$0\" is not NAME=yes, no or unknown, nor employment, employer_size or start with one of its values", "\"$0\" is niet NAAM=ja, nee of onbekend, en ook geen employment, employer_size of start met een geldige waarde"},
    {Say::kUnknownFact, "\"$0\" is no fact that a rule asks; known are: $1", "\"$0\" is geen feit waar een regel naar vraagt; bekend zijn: $1"},
    {Say::kBadBalance, "\"$0\" is not RULE=EUROS for a budget; budgets are: $1", "\"$0\" is niet REGEL=EURO voor een budget; budgetten zijn: $1"},
    {Say::kBadDay, "\"$0\" is no day; write one such as 2026-11-29", "\"$0\" is geen dag; schrijf er een zoals 2026-11-29"},
    // Unlock.
    {Say::kUnlockIntro, "Of the $0 occupations that lie nearest, $2 are open now: you have at least $1 of what they ask, and all licences. One thing to learn would open more.",
     "Van de $0 beroepen die het dichtst bij liggen, zijn er nu $2 open: u hebt ten minste $1 van wat ze vragen, en alle bewijzen. Eén ding leren opent er meer."},
    {Say::kUnlockSkills, "Skills, knowledge and licences", "Vaardigheden, kennis en bewijzen"},
    {Say::kUnlockCourses, "Courses that are open to you", "Cursussen die voor u open zijn"},
    {Say::kUnlockNothing, "Nothing that these occupations ask is missing, or it is not known what they ask.", "Er ontbreekt niets van wat deze beroepen vragen, of het is niet bekend wat ze vragen."},
    {Say::kOpens, "opens $0", "opent $0"},
    // Search.
    {Say::kNoHits, "nothing found for \"$0\"", "niets gevonden voor \"$0\""},
    {Say::kMatchPreferred, "\"$0\"", "\"$0\""},
    {Say::kMatchAlternative, "also \"$0\"", "ook \"$0\""},
    {Say::kMatchPrefix, "begins like \"$0\"", "begint als \"$0\""},
    {Say::kMatchWords, "words of \"$0\"", "woorden van \"$0\""},
    {Say::kMatchSpelling, "spelled nearly as \"$0\"", "lijkt op \"$0\""},
    // Import, info, validate.
    {Say::kConcepts, "Concepts", "Begrippen"},
    {Say::kRelations, "Relations", "Relaties"},
    {Say::kRelationsMerged, "  stated more than once", "  vaker dan eens genoemd"},
    {Say::kRelationConflicts, "  with different relevance; the stronger counts", "  met verschillend belang; het sterkste telt"},
    {Say::kRelationsRead, "Relations read", "Relaties gelezen"},
    {Say::kMissingFile, "Not there, and done without: $0", "Niet aanwezig, en niet nodig: $0"},
    {Say::kSaved, "Saved: $0, $1", "Opgeslagen: $0, $1"},
    {Say::kSavedCourses, "Saved: $0 courses in $1, $2", "Opgeslagen: $0 cursussen in $1, $2"},
    {Say::kCoursesNotSaved, "The files also hold $0 courses; keep them with --courses-output FILE.",
     "De bestanden bevatten ook $0 cursussen; bewaar die met --courses-output FILE."},
    {Say::kTaxonomy, "Taxonomy", "Taxonomie"},
    {Say::kCatalogue, "Courses: $0", "Cursussen: $0"},
    {Say::kOccupations, "Occupations", "Beroepen"},
    {Say::kSkills, "Skills", "Vaardigheden"},
    {Say::kKnowledge, "Knowledge areas", "Kennisgebieden"},
    {Say::kTasks, "Tasks", "Taken"},
    {Say::kWorkConditions, "Work conditions", "Werkomstandigheden"},
    {Say::kGroups, "Groups", "Groepen"},
    {Say::kLicenceKinds, "Licences and certificates", "Bewijzen en rijbewijzen"},
    {Say::kBroader, "Links to broader concepts", "Links naar bredere begrippen"},
    {Say::kMatches, "Links to other standards", "Links naar andere standaarden"},
    {Say::kMean, "Skills and knowledge areas for each occupation, mean", "Vaardigheden en kennisgebieden per beroep, gemiddeld"},
    {Say::kBare, "Occupations without skills or knowledge areas", "Beroepen zonder vaardigheden of kennisgebieden"},
    {Say::kWithoutLabel, "Concepts without a label ($0)", "Begrippen zonder label ($0)"},
    {Say::kLanguages, "languages", "talen"},
    {Say::kHash, "hash", "hash"},
    {Say::kSize, "size", "grootte"},
    {Say::kBytes, "bytes", "bytes"},
    {Say::kValidTaxonomy, "Valid: a taxonomy of $0 concepts, $1", "Geldig: een taxonomie met $0 begrippen, $1"},
    {Say::kValidCourses, "Valid: $0 courses, $1", "Geldig: $0 cursussen, $1"},
    {Say::kUnknownConcepts, "Concepts of courses that the taxonomy does not have: $0", "Begrippen van cursussen die de taxonomie niet kent: $0"},
    {Say::kEntryCircles, "Courses that nobody can enter, as they ask what only courses behind them teach: $0", "Cursussen waar niemand in kan, omdat ze vragen wat alleen cursussen erachter leren: $0"},
    {Say::kQualifications, "Qualifications", "Kwalificaties"},
    {Say::kTriples, "Triples read", "Triples gelezen"},
    {Say::kUnknownPredicate, "Left out, predicate not in the map: $0 ($1 times)", "Weggelaten, predicaat niet in de kaart: $0 ($1 keer)"},
    {Say::kUnknownClass, "Left out, class not in the map: $0 ($1 times)", "Weggelaten, klasse niet in de kaart: $0 ($1 keer)"},
    {Say::kDangling, "Left out, the files do not say what it points to: $0 ($1 times)", "Weggelaten, de bestanden zeggen niet waar het naar wijst: $0 ($1 keer)"},
    {Say::kHiddenLabels, "Labels no longer current; still found, never shown", "Labels die niet meer actueel zijn; wel vindbaar, nooit getoond"},
    {Say::kAbilities, "Abilities", "Bekwaamheden"},
    {Say::kActivities, "Work activities", "Werkactiviteiten"},
    {Say::kTechnologies, "Technologies", "Technologie"},
    {Say::kFeedRecords, "Programmes and courses read", "Programma's en cursussen gelezen"},
    {Say::kFeedRefused, "  left out, without an id or a name", "  weggelaten, zonder id of naam"},
    {Say::kFeedRepeated, "  left out, same id as another", "  weggelaten, zelfde id als een andere"},
    {Say::kFeedNotOffered, "  left out, not for anybody to begin", "  weggelaten, niet voor iedereen te beginnen"},
    {Say::kFeedOfferings, "Occasions to begin", "Momenten om te beginnen"},
    {Say::kFeedNotOpen, "  left out, not open", "  weggelaten, niet open"},
    {Say::kFeedFromReferences, "Courses with skills by references", "Cursussen met vaardigheden uit verwijzingen"},
    {Say::kFeedFromNorms, "Courses with skills by a norm's code", "Cursussen met vaardigheden via de code van een norm"},
    {Say::kFeedFromFields, "Courses with knowledge by field of study only", "Cursussen met alleen kennis via het studiegebied"},
    {Say::kFeedNothing, "Courses that teach nothing known", "Cursussen waarvan niets bekend is dat ze leren"},
    {Say::kFeedNoPrice, "Courses without a price", "Cursussen zonder prijs"},
    {Say::kFeedNoLevel, "Courses without a level", "Cursussen zonder niveau"},
    {Say::kFeedNoWeeks, "Courses without a duration", "Cursussen zonder duur"},
    {Say::kFeedNoHours, "Courses without a study load", "Cursussen zonder studielast"},
    {Say::kFeedDocumentsRefused, "Documents left out, as they cannot be read", "Documenten weggelaten, want onleesbaar"},
    {Say::kFeedProblem, "$1 times: $0", "$1 keer: $0"},
    {Say::kFeedProgress, "$0 of $1 files", "$0 van $1 bestanden"},
    {Say::kRatingsRead, "Ratings read", "Scores gelezen"},
    {Say::kRatingsSuppressed, "  left out as imprecise", "  weggelaten want onnauwkeurig"},
    {Say::kRatingsNotRelevant, "  left out as not relevant", "  weggelaten want niet van belang"},
    {Say::kOverlayLine, "$0 ($1, $2): $3 added, $4 changed, $5 removed", "$0 ($1, $2): $3 toegevoegd, $4 gewijzigd, $5 verwijderd"},
    {Say::kQualificationsNotSaved, "The files also hold $0 qualifications; keep them with --courses-output FILE.",
     "De bestanden bevatten ook $0 kwalificaties; bewaar die met --courses-output FILE."},
    {Say::kOverlaidBy, "Local corrections: $0 by $1, $2 ($3 statements): $4", "Lokale correcties: $0 van $1, $2 ($3 uitspraken): $4"},
    {Say::kDensity, "filled", "gevuld"},
    {Say::kWarnings, "Worth a look:", "Goed om naar te kijken:"},
    {Say::kExamples, "such as $0", "zoals $0"},
    // Export, diff, translate.
    {Say::kExported, "Written: $0", "Geschreven: $0"},
    {Say::kSame, "The two say the same.", "De twee zeggen hetzelfde."},
    {Say::kAddedConcepts, "Concepts added", "Begrippen erbij"},
    {Say::kRemovedConcepts, "Concepts removed", "Begrippen weg"},
    {Say::kRelabelled, "Preferred labels changed", "Voorkeurslabels gewijzigd"},
    {Say::kAttributesChanged, "Attributes changed", "Kenmerken gewijzigd"},
    {Say::kRelationsAdded, "Relations added", "Relaties erbij"},
    {Say::kRelationsRemoved, "Relations removed", "Relaties weg"},
    {Say::kRelationsChanged, "Relations changed", "Relaties gewijzigd"},
    {Say::kBroaderAdded, "Links to broader concepts added", "Links naar bredere begrippen erbij"},
    {Say::kBroaderRemoved, "Links to broader concepts removed", "Links naar bredere begrippen weg"},
    {Say::kOtherTexts, "Other texts: $0 added, $1 removed", "Andere teksten: $0 erbij, $1 weg"},
    {Say::kMatchChanges, "Links to other standards: $0 added, $1 removed", "Links naar andere standaarden: $0 erbij, $1 weg"},
    {Say::kReplaced, "Replaced by one other", "Vervangen door een ander"},
    {Say::kMergedConcepts, "Merged into one", "Samengevoegd"},
    {Say::kSplitConcepts, "Split into several", "Gesplitst"},
    {Say::kMoreOfThem, "... and $0 more; all of them with --json", "... en nog $0; alle met --json"},
    {Say::kTranslated, "From $0 to $1: $2 kept, $3 split, $4 merged, $5 approximated, $6 lost", "Van $0 naar $1: $2 behouden, $3 gesplitst, $4 samengevoegd, $5 benaderd, $6 verloren"},
    {Say::kPastJob, "past job", "eerder beroep"},
    {Say::kCrosswalkLinks, "Links used: $0", "Gebruikte links: $0"},
    // Matrix.
    {Say::kSkipped, "left out, too little data or no longer current: $0 occupations", "weggelaten, te weinig gegevens of niet meer actueel: $0 beroepen"},
    {Say::kUnknownUris, "left out: $0 of the $1 URIs in $2 are no occupation of this taxonomy, the first on line $3: $4",
     "weggelaten: $0 van de $1 adressen in $2 zijn geen beroep van deze taxonomie, het eerste op regel $3: $4"},
    {Say::kProgress, "$0 of $1 occupations", "$0 van $1 beroepen"},
    // Evaluate.
    {Say::kUnknownRows, "left out: $0 of the $1 rows of $2 name what is no occupation of this taxonomy, the first on line $3: $4",
     "weggelaten: $0 van de $1 regels van $2 noemen iets dat geen beroep van deze taxonomie is, de eerste op regel $3: $4"},
    {Say::kMeasuredClosed, "Measured against $0 judged transitions: $1 origins, each against all $2 occupations that the table names.",
     "Gemeten aan $0 beoordeelde overgangen: vanuit $1 beroepen, naar alle $2 beroepen die de tabel noemt."},
    {Say::kMeasuredAll, "Measured against $0 judged transitions: $1 origins, each against all $2 occupations that get a score.",
     "Gemeten aan $0 beoordeelde overgangen: vanuit $1 beroepen, naar alle $2 beroepen die een score krijgen."},
    {Say::kMeanHeader, "mean", "gemiddeld"},
    {Say::kInterval, "95% interval", "95%-interval"},
    {Say::kUnranked, "Origins without a ranking, for lack of data, counted as nothing found: $0.",
     "Beroepen zonder rangschikking, door te weinig gegevens, geteld als niets gevonden: $0."},
    {Say::kAboutIntervals, "Intervals: $0 draws of as many origins (bootstrap). It is agreement with these judgements that is measured, no more.",
     "Intervallen: $0 trekkingen van evenveel beroepen (bootstrap). Gemeten is de overeenkomst met deze oordelen, meer niet."},
};
struct WarningRow {
  std::string_view code, english, dutch;
};
constexpr WarningRow kWarningTexts[] = {
    {"no-occupations", "there is no current occupation, so nothing can be ranked", "er is geen actueel beroep, dus er valt niets te rangschikken"},
    {"no-name", "it has no name", "er is geen naam"},
    {"no-licence", "it has no licence: what may be done with it?", "er is geen licentie: wat mag ermee?"},
    {"no-source", "it names no source", "er is geen bron genoemd"},
    {"no-date", "it has neither date nor edition: how old is it?", "er is geen datum of editie: hoe oud is het?"},
    {"no-requirements", "neither skill nor knowledge area: found by title, never compared", "geen vaardigheid en geen kennisgebied: vindbaar, maar nooit vergeleken"},
    {"few-requirements", "too few skills and knowledge areas to be compared", "te weinig vaardigheden en kennisgebieden om te vergelijken"},
    {"no-skills", "knowledge areas but no skill", "wel kennisgebieden, geen vaardigheid"},
    {"many-relations", "more than 500 relations: a profile, or a list?", "meer dan 500 relaties: een profiel, of een lijst?"},
    {"no-isco", "no ISCO-08 code, where others have one", "geen ISCO-08-code, terwijl andere die wel hebben"},
    {"no-nlqf", "no level of education, where others have one", "geen opleidingsniveau, terwijl andere dat wel hebben"},
    {"regulated-no-licence", "regulated by law, and no licence is asked", "wettelijk beschermd, en er wordt geen bewijs gevraagd"},
    {"no-label", "no label in any language", "geen label, in geen enkele taal"},
    {"no-label-nl", "a label, but none in Dutch", "wel een label, maar geen Nederlands"},
    {"same-label", "the same label as another", "hetzelfde label als een ander"},
    {"no-replacement", "no longer current, and nothing replaces it", "niet meer actueel, en niets vervangt het"},
    {"replaced-but-current", "current, though something replaces it", "actueel, terwijl iets anders het vervangt"},
    {"required-not-current", "no longer current, and still asked by an occupation", "niet meer actueel, en toch door een beroep gevraagd"},
    {"unused", "no occupation asks it", "geen enkel beroep vraagt het"},
    {"empty-group", "nothing is below it", "er valt niets onder"},
    {"flat", "nearly every occupation has nearly all of them: plain overlap does not tell occupations apart",
     "bijna elk beroep heeft ze bijna allemaal: kale overlap onderscheidt de beroepen niet"},
};

constexpr bool InOrder() {
  for (std::size_t i = 0; i < std::size(kTexts); ++i) {
    if (static_cast<std::size_t>(kTexts[i].id) != i) return false;
  }
  return std::size(kTexts) == static_cast<std::size_t>(Say::kCount_);
}
static_assert(InOrder(), "kTexts must hold every Say once, in order");

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

constexpr std::string_view kNoBreak = "\u00a0";

}  // namespace

Exit ExitOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kOk: return Exit::kOk;
    case ErrorCode::kTooLittleData: return Exit::kNo;
    case ErrorCode::kInvalidArgument: return Exit::kUsage;
    case ErrorCode::kNotFound: return Exit::kNotFound;
    case ErrorCode::kAmbiguous: return Exit::kAmbiguous;
    case ErrorCode::kLimit:
    case ErrorCode::kMalformed:
    case ErrorCode::kChecksum:
    case ErrorCode::kFormatVersion: return Exit::kBadFile;
    case ErrorCode::kIo: return Exit::kIo;
    case ErrorCode::kBufferTooSmall:
    case ErrorCode::kNoMemory:
    case ErrorCode::kCancelled:
    case ErrorCode::kInternal: break;
  }
  return Exit::kInternal;
}

std::string_view Phrase(Language language, Say text) {
  const auto& row = kTexts[static_cast<std::size_t>(text)];
  return language == Language::kDutch ? row.dutch : row.english;
}

std::string_view WarningWord(std::string_view code, Language language) {
  for (const auto& row : kWarningTexts) {
    if (row.code == code) return language == Language::kDutch ? row.dutch : row.english;
  }
  return code;
}

std::string_view Word(ChangeVerb verb, Language language) {
  constexpr std::array<std::array<std::string_view, 2>, kChangeVerbs> kWords = {{{"added", "toegevoegd"}, {"changed", "gewijzigd"}, {"removed", "verwijderd"}}};
  return kWords[static_cast<std::size_t>(verb)][language == Language::kDutch ? 1 : 0];
}

std::string_view Word(ChangedThing thing, Language language) {
  constexpr std::array<std::array<std::string_view, 2>, kChangedThings> kWords = {
      {{"concept", "begrip"}, {"text", "tekst"}, {"relation to", "relatie met"}, {"broader", "breder"}, {"link to", "link naar"}, {"attribute", "kenmerk"}}};
  return kWords[static_cast<std::size_t>(thing)][language == Language::kDutch ? 1 : 0];
}

// --- numbers -------------------------------------------------------------------------------------------------------

std::string Number(std::uint64_t value, Language language) {
  auto text = std::to_string(value);
  for (auto at = text.size(); at > 3;) text.insert(at -= 3, 1, language == Language::kDutch ? '.' : ',');
  return text;
}

std::string Decimal(double value, int decimals, Language language) {
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value, std::chars_format::fixed, decimals).ptr;
  if (language == Language::kDutch) std::replace(digits, end, '.', ',');
  return {digits, end};
}

std::string ScoreText(Score score, int decimals, Language language) { return Decimal(ToDouble(score), decimals, language); }

std::string Percent(std::uint64_t part, std::uint64_t whole, Language language) {
  const double ratio = whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
  double percent = ratio * 100.0;
  if (part < whole) percent = std::min(percent, 99.0);
  if (part > 0) percent = std::max(percent, 1.0);
  return Cat(Decimal(percent, 0, language), "%");
}

std::string CostText(const Course& course, Language language) {
  if (course.cost_min == kUnknownAmount) return std::string(Phrase(language, Say::kCostUnknown));
  return CostText(course.cost_min, course.cost_max, language);
}

std::string CostText(std::uint64_t least, std::uint64_t most, Language language) {
  if (most == 0) return std::string(Phrase(language, Say::kFree));
  auto text = Cat("\u20ac", language == Language::kDutch ? kNoBreak : "", Number(least, language));
  if (most > least) detail::Append(text, "\u2013", Number(most, language));
  return text;
}

std::string HoursText(const Course& course, Language language) {
  if (course.hours == kUnknownAmount) return std::string(Phrase(language, Say::kHoursUnknown));
  return course.hours == 1 ? std::string(Phrase(language, Say::kHour)) : Phrase(language, Say::kHours, Number(course.hours, language));
}

// --- text ----------------------------------------------------------------------------------------------------------

std::string Plain(std::string_view text) {
  const bool utf8 = IsUtf8(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    // C1 controls are C2 80 .. C2 9F; a terminal may obey them as it does ESC.
    const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c < 0x20 || c == 0x7F) out += ' ';
    else if (!utf8 && c >= 0x80) out += '?';
    else if (c1) out += ' ', ++i;
    else out += text[i];
  }
  return out;
}

std::size_t Width(std::string_view text) { return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuation(c); })); }
std::string PadRight(std::string_view text, std::size_t width) { return Cat(text, std::string(width - std::min(width, Width(text)), ' ')); }
std::string PadLeft(std::string_view text, std::size_t width) { return Cat(std::string(width - std::min(width, Width(text)), ' '), text); }

std::string Wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t hanging) {
  std::string out(indent, ' ');
  std::size_t column = indent;
  bool first = true, line_empty = true;
  while (!text.empty()) {
    // A word with the blanks before it, so that deliberate spacing inside a line stays.
    const auto begin = std::min(text.find_first_not_of(' '), text.size());
    const auto end = std::min(text.find(' ', begin), text.size());
    const auto word = text.substr(begin, end - begin);
    if (!line_empty && column + begin + Width(word) > width) {
      detail::Append(out, "\n", std::string(indent + hanging, ' '));
      column = indent + hanging;
      line_empty = true;
    }
    const auto blanks = line_empty && !first ? 0 : begin;
    detail::Append(out, std::string(blanks, ' '), word);
    column += blanks + Width(word);
    first = line_empty = false;
    text.remove_prefix(end);
  }
  absl::StrReplaceAll({{detail::Abs(kNoBreak), " "}}, &out);
  out += '\n';
  return out;
}

std::string Table(const std::vector<std::vector<std::string>>& rows, std::size_t indent, const std::vector<std::size_t>& right) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_right = std::find(right.begin(), right.end(), i) != right.end();
      detail::Append(line, i == 0 ? "" : "  ", is_right ? PadLeft(row[i], widths[i]) : PadRight(row[i], widths[i]));
    }
    while (line.ends_with(' ')) line.pop_back();
    detail::Append(out, line, "\n");
  }
  return out;
}

// --- writing -------------------------------------------------------------------------------------------------------

void Output::Write(std::string_view text) {
  if (failed()) return;
  buffer_ += text;
  if (buffer_.size() >= std::size_t{1} << 16) Flush();
}

bool Output::Flush() {
  std::string_view left = buffer_;
  while (!left.empty() && !failed()) {
    const auto put = ::write(descriptor_, left.data(), left.size());
    if (put >= 0) left.remove_prefix(static_cast<std::size_t>(put));
    else if (errno != EINTR) error_ = errno;
  }
  buffer_.clear();
  return !failed();
}

std::size_t Output::columns() const {
  winsize size{};
  if (::isatty(descriptor_) != 1 || ::ioctl(descriptor_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return std::clamp<std::size_t>(size.ws_col, 60, 100);
}

}  // namespace overstap::cli
