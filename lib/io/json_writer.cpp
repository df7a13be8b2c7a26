// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The JSON forms of json.hpp, written with RapidJSON's Writer. No formatting choices elsewhere: this is what every caller
// of any language gets.

#include "overstap/json.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>

#include "json_out.hpp"
#include "overstap/overview.hpp"

namespace overstap {
namespace {

/// What a result is made of, in the taxonomy's words.
class Json : public detail::JsonText {
 public:
  explicit Json(const Taxonomy& taxonomy, Language language) : taxonomy_(taxonomy), language_(language) {}

  void PutScore(const std::optional<Score>& score) {
    if (!score) {
      PutNull("score"), PutNull("score_units");
      return;
    }
    PutRatio("score", static_cast<std::uint64_t>(std::abs(*score)), static_cast<std::uint64_t>(kScoreOne), *score < 0);
    Put("score_units", std::int64_t{*score});
  }
  void PutShare(Text key, const Share& share) {
    OpenObject(key);
    PutRatio("share", share.met, share.required);
    Put("met", share.met);
    Put("required", share.required);
    Close();
  }
  /// "uri" and "label" of a concept, inside an open object.
  void PutConcept(Concept c) {
    Put("uri", taxonomy_.Uri(c));
    Put("label", taxonomy_.Label(c, Tag(language_)));
  }
  void PutNlqf(Text key, Nlqf level) {
    if (level == kNlqfUnknown) PutNull(key);
    else Put(key, NlqfName(level));
  }
  void PutAmount(Text key, std::uint32_t amount, std::uint32_t unknown = kUnknownAmount) {
    if (amount == unknown) PutNull(key);
    else Put(key, amount);
  }
  /// What a course costs and takes, and its level and form.
  void PutCourse(const Course& course) {
    PutAmount("cost_min", course.cost_min);
    PutAmount("cost_max", course.cost_max);
    PutAmount("hours", course.hours);
    PutAmount("weeks", course.weeks, 0xFFFF);
    PutNlqf("nlqf", course.nlqf);
    PutNlqf("entry_nlqf", course.entry_nlqf);
    OpenList("form");
    for (int bit = 0; bit < kCourseForms; ++bit) {
      if (course.form >> bit & 1) Value(Name(static_cast<CourseForm>(1u << bit)));
    }
    CloseList();
    Put("provider", Name(course.provider));
  }
  void PutConcepts(Text key, std::span<const Concept> concepts) {
    OpenList(key);
    for (const auto c : concepts) Open(), PutConcept(c), Close();
    CloseList();
  }
  void PutRequirements(Text key, std::span<const Requirement> requirements) {
    OpenList(key);
    for (const auto& r : requirements) {
      Open();
      PutConcept(r.concept_id);
      Put("kind", Name(taxonomy_.Kind(r.concept_id)));
      Put("relevance", Name(r.relevance));
      PutStated("need", r.need);
      PutStated("have", r.have);
      Put("present", r.present);
      Put("weight", r.weight);
      Put("met", r.met);
      Close();
    }
    CloseList();
  }
  /// What the occupation asks, inside an open object.
  void PutGap(const Explanation& x) {
    PutShare("readiness", x.readiness);
    OpenObject("readiness_by");
    for (int r = kRelevances; r-- > 1;) {
      const auto& share = x.readiness_by[static_cast<std::size_t>(r)];
      if (share.required > 0) PutShare(Name(static_cast<Relevance>(r)), share);
    }
    Close();
    PutRequirements("matched", x.matched);
    PutRequirements("gap", x.gap);
    PutRequirements("licences", x.licences);
    PutNlqf("nlqf_need", x.nlqf_need);
    PutNlqf("nlqf_have", x.nlqf_have);
    Put("nlqf_inferred", x.nlqf_inferred);
    if (x.regulated == Regulated::kUnknown) PutNull("regulated");
    else Put("regulated", x.regulated == Regulated::kYes);
  }
  /// What stands or is unknown; the action is what a policy does about it.
  void PutGates(Text key, const Gates& gates, const GatePolicy& policy) {
    OpenList(key);
    for (std::size_t g = 0; g < kGates; ++g) {
      const auto gate = static_cast<Gate>(g);
      const auto state = gates.For(gate);
      if (state != GateState::kStands && state != GateState::kUnknown && (gate != Gate::kLicence || gates.licences.empty() || state == GateState::kNotAsked)) continue;
      Open();
      Put("gate", Name(gate));
      Put("state", Name(state));
      Put("action", Name(policy.For(gate)));
      if (gate == Gate::kLicence) {
        OpenList("licences");
        for (const auto& l : gates.licences) {
          Open(), PutConcept(l.licence), Put("relevance", Name(l.relevance)), Put("mandatory", l.mandatory), Put("unsure", l.unsure), Close();
        }
        CloseList();
      } else if (gate == Gate::kEducation) {
        PutNlqf("need", gates.nlqf_need), PutNlqf("have", gates.nlqf_have), Put("inferred", gates.nlqf_inferred);
      } else if (gate == Gate::kCondition) {
        OpenList("conditions");
        for (const auto& c : gates.conditions) {
          Open(), PutConcept(c.limit.condition);
          if (c.grade) Put("grade", Name(*c.grade));
          else PutNull("grade");
          Close();
        }
        CloseList();
      }
      Close();
    }
    CloseList();
  }
  void PutAdjustments(Text key, const std::array<Adjustment, kFactors>& adjustments, const LabourMarket& table) {
    OpenObject(key);
    for (std::size_t f = 0; f < kFactors; ++f) {
      const auto& a = adjustments[f];
      const auto name = Name(static_cast<Factor>(f));
      if (!a.figure) {
        PutNull(name);
        continue;
      }
      const auto& row = table.rows()[a.figure->row];
      OpenObject(name);
      PutRatio("value", static_cast<std::uint64_t>(a.figure->value), static_cast<std::uint64_t>(kAmountOne));
      Put("for", row.occupation);
      Put("region", row.region);
      PutRatio("adjustment", static_cast<std::uint64_t>(std::abs(a.score)), static_cast<std::uint64_t>(kScoreOne), a.score < 0);
      Put("adjustment_units", std::int64_t{a.score});
      Close();
    }
    Close();
  }

 private:
  const Taxonomy& taxonomy_;
  Language language_;
};

}  // namespace

std::string AdviceJson(const Matcher& matcher, const Profile& profile, const Advice& advice, const AdviceOptions& options, Language language,
                       const LabourMarket* figures) {
  const auto& taxonomy = matcher.taxonomy();
  const auto& ranking = advice.ranking;
  Json j(taxonomy, language);
  j.Open();
  j.Put("status", ranking.status == RankStatus::kOk ? "ok" : "too_little_data");
  j.Put("taxonomy", taxonomy.snapshot().Hash());
  j.Put("model", matcher.model().hash());
  j.OpenList("from");
  for (std::size_t i = 0; i < profile.origins().size(); ++i) {
    j.Open();
    j.PutConcept(profile.origins()[i]);
    j.PutRatio("worth", profile.origin_worths()[i], kFullWorth);
    j.Close();
  }
  j.CloseList();
  j.Put("profile_items", static_cast<std::uint64_t>(profile.items().size()));
  j.Put("considered", ranking.considered);
  j.Put("too_little_data", ranking.too_little_data);
  j.Put("items", ranking.items);
  j.Put("items_needed", ranking.needed);
  j.Put("confidence", Name(ranking.confidence));
  j.Put("strong_match", ranking.strong_match);
  j.Put("hidden", advice.hidden);
  j.OpenObject("hidden_by");
  for (std::size_t g = 0; g < kGates; ++g) {
    if (options.gates.action[g] == GateAction::kHide) j.Put(Name(static_cast<Gate>(g)), advice.hidden_by[g]);
  }
  j.Close();
  j.Put("demoted", advice.demoted);
  if (figures == nullptr) {
    j.PutNull("figures");
  } else {
    j.OpenObject("figures");
    j.Put("source", figures->source());
    j.Put("date", figures->date());
    j.Put("region", options.factors.region);
    j.Put("rows", static_cast<std::uint64_t>(figures->rows().size()));
    j.Put("unknown_rows", static_cast<std::uint64_t>(figures->UnknownRows(taxonomy).size()));
    j.Close();
  }
  const auto put_matches = [&](std::string_view key, std::span<const AdvisedMatch> matches) {
    j.OpenList(key);
    for (const auto& m : matches) {
      j.Open();
      j.PutConcept(m.match.occupation);
      j.PutScore(m.match.score);
      if (m.match.band == Band::kUnknown) j.PutNull("percentile");
      else j.PutRatio("percentile", m.match.percentile, 1000);
      j.Put("band", Name(m.match.band));
      j.PutRatio("readiness", m.match.readiness.met, m.match.readiness.required);
      j.PutGates("gates", m.gates, options.gates);
      j.Put("demoted", m.gates.action == GateAction::kDemote);
      if (figures != nullptr) {
        j.PutAdjustments("figures", m.adjustments, *figures);
        j.Put("order_units", std::int64_t{m.order});
      }
      if (const auto x = Explain(matcher, profile, m.match.occupation); x.ok()) j.Put("reason", ReasonLine(taxonomy, *x, language));
      j.Close();
    }
    j.CloseList();
  };
  put_matches("matches", advice.nearby);
  if (options.with_wider) put_matches("wider", advice.wider);
  else j.PutNull("wider");
  j.Close();
  return j.Finish();
}

std::string WhyNotJson(const Taxonomy& taxonomy, const WhyNot& why, const GatePolicy& policy, Language language) {
  Json j(taxonomy, language);
  const auto put_dimensions = [&](const Explanation& x) {
    j.OpenObject("dimensions");
    for (std::size_t d = 0; d < kDimensions; ++d) {
      const auto& part = x.dimensions[d];
      if (!part.in_profile || !part.in_target || part.weight == 0) continue;
      j.OpenObject(Name(static_cast<Dimension>(d)));
      j.PutScore(part.score);
      j.Close();
    }
    j.Close();
  };
  j.Open();
  j.OpenObject("occupation");
  j.PutConcept(why.explanation.occupation);
  j.Close();
  if (why.place) {
    j.OpenObject("place");
    j.Put("rank", why.place->rank);
    j.Put("of", why.place->of);
    j.PutScore(why.place->score);
    j.Close();
  } else {
    j.PutNull("place");
  }
  j.Put("shown", why.shown);
  if (why.bar) {
    j.OpenObject("bar");
    j.PutConcept(why.bar->occupation);
    j.PutScore(why.bar->score);
    put_dimensions(*why.bar);
    j.Close();
  } else {
    j.PutNull("bar");
  }
  put_dimensions(why.explanation);
  j.PutGates("gates", why.gates, policy);
  j.OpenList("helps");
  for (const auto& help : why.helps) {
    j.Open();
    j.PutConcept(help.added);
    j.PutStated("level", help.level);
    j.Put("rank", help.place.rank);
    j.PutScore(help.place.score);
    j.PutRatio("readiness", help.readiness.met, help.readiness.required);
    j.Close();
  }
  j.CloseList();
  j.PutTexts("sentences", WhyNotLines(taxonomy, why, language));
  j.Close();
  return j.Finish();
}

std::string ExplanationJson(const Taxonomy& taxonomy, const Explanation& x, Language language) {
  Json j(taxonomy, language);
  j.Open();
  j.PutConcept(x.occupation);
  j.Put("status", x.score ? "ok" : "too_little_data");
  j.PutScore(x.score);
  j.Put("reason", ReasonLine(taxonomy, x, language));
  j.OpenList("dimensions");
  for (int d = 0; d < kDimensions; ++d) {
    const auto& part = x.dimensions[static_cast<std::size_t>(d)];
    j.Open();
    j.Put("dimension", Name(static_cast<Dimension>(d)));
    j.Put("weight", std::uint32_t{part.weight});
    j.Put("in_profile", part.in_profile);
    j.Put("in_target", part.in_target);
    j.PutScore(part.score);
    j.Close();
  }
  j.CloseList();
  j.OpenList("contributions");
  for (const auto& c : x.contributions) {
    j.Open();
    if (c.concept_id == kNoConcept) j.PutNull("uri"), j.PutNull("label");
    else j.PutConcept(c.concept_id);
    j.Put("dimension", Name(c.dimension));
    j.Put("in_profile", c.in_profile);
    j.Put("in_target", c.in_target);
    j.PutScore(c.score);
    j.Close();
  }
  j.CloseList();
  j.PutGap(x);
  j.OpenList("conditions");
  for (const auto& c : x.conditions) {
    j.Open();
    j.PutConcept(c.target);
    j.Put("relevance", Name(c.relevance));
    j.Close();
  }
  j.CloseList();
  j.Close();
  return j.Finish();
}

std::string GapJson(const Taxonomy& taxonomy, const Explanation& x, Language language) {
  Json j(taxonomy, language);
  j.Open();
  j.PutConcept(x.occupation);
  j.PutGap(x);
  j.Close();
  return j.Finish();
}

std::string QuestionsJson(const Matcher& matcher, const Profile& profile, const QuestionList& list, Language language) {
  const auto& taxonomy = matcher.taxonomy();
  Json j(taxonomy, language);
  j.Open();
  j.Put("status", list.status == RankStatus::kOk ? "ok" : "too_little_data");
  j.Put("taxonomy", taxonomy.snapshot().Hash());
  j.Put("model", matcher.model().hash());
  j.PutConcepts("from", profile.origins());
  j.Put("candidates", list.candidates);
  j.OpenList("questions");
  for (const auto& q : list.questions) {
    j.Open();
    j.PutConcept(q.concept_id);
    j.Put("kind", Name(taxonomy.Kind(q.concept_id)));
    j.Put("inferred", q.inferred);
    j.PutRatio("chance", q.chance, 1000);
    j.Put("asked_by", q.asked_by);
    j.Put("gain", q.gain);
    j.Put("reason", QuestionLine(list, q, language));
    j.Close();
  }
  j.CloseList();
  j.Close();
  return j.Finish();
}

std::string SuggestionsJson(const Taxonomy& taxonomy, const BoundCatalogue& courses, Concept occupation, const Suggestions& s, Language language) {
  Json j(taxonomy, language);
  j.Open();
  j.PutConcept(occupation);
  j.Put("gap", s.gap);
  j.Put("useful", s.useful);
  j.Put("not_open", s.not_open);
  j.OpenList("courses");
  for (const auto& c : s.courses) {
    const auto& course = courses.catalogue()[c.course];
    j.Open();
    j.Put("uri", courses.catalogue().Uri(c.course));
    j.Put("label", courses.catalogue().Label(c.course, Tag(language)));
    j.Put("type", Name(course.type));
    j.PutRatio("gap_share", c.gain, s.gap);
    j.Put("gain", c.gain);
    j.Put("taught", c.taught);
    j.Put("asked", c.asked);
    j.PutCourse(course);
    constexpr std::string_view kEntryNames[] = {"open", "unknown", "level_too_low", "skill_missing"};
    j.Put("entry", kEntryNames[static_cast<std::size_t>(c.entry)]);
    j.PutConcepts("closes", c.closes);
    j.PutConcepts("entry_missing", c.entry_missing);
    j.Close();
  }
  j.CloseList();
  j.PutConcepts("uncovered", s.uncovered);
  j.Close();
  return j.Finish();
}

std::string PlansJson(const Taxonomy& taxonomy, const BoundCatalogue& courses, Concept occupation, const PlanOptions& options, std::span<const Plan> plans, Language language) {
  Json j(taxonomy, language);
  const auto put_courses = [&](std::string_view key, std::span<const std::uint32_t> list) {
    j.OpenList(key);
    for (const auto course : list) {
      j.Open();
      j.Put("uri", courses.catalogue().Uri(course)), j.Put("label", courses.catalogue().Label(course, Tag(language)));
      j.Close();
    }
    j.CloseList();
  };
  j.Open();
  j.PutConcept(occupation);
  put_courses("held", options.held);
  j.OpenObject("limits");
  j.PutAmount("money", options.money, kNoLimit), j.PutAmount("weeks", options.weeks, kNoLimit), j.PutAmount("hours", options.hours, kNoLimit);
  j.Put("ready_percent", options.ready_percent), j.Put("least_fit_percent", options.least_fit_percent);
  j.Close();
  if (!plans.empty()) {
    const auto& p = plans.front();  // the same in all of them
    j.Put("gap", p.gap);
    j.PutRatio("ready", p.ready_before.met, p.ready_before.required);
    j.Put("useful", p.useful), j.Put("for_other_work", p.for_other_work), j.Put("unpriced", p.unpriced), j.Put("over_limit", p.over_limit), j.Put("not_open", p.not_open);
  }
  j.OpenList("plans");
  for (const auto& p : plans) {
    j.Open();
    j.Put("goal", Name(p.asked));
    j.Put("outcome", Name(p.outcome));
    j.Put("best_for", Name(p.goal));
    j.Put("optimal", p.optimal);
    j.Put("bound", p.bound);
    j.Put("nodes", p.nodes);
    j.Put("covered", p.covered);
    j.PutRatio("gap_share", p.covered, p.gap);
    j.PutRatio("ready", p.ready_after.met, p.ready_after.required);
    j.Put("cost_min", p.cost_min), j.Put("cost_max", p.cost_max), j.Put("weeks", p.weeks), j.Put("hours", p.hours), j.Put("hours_unknown", p.hours_unknown);
    j.OpenList("courses");
    for (const auto& step : p.steps) {
      const auto& course = courses.catalogue()[step.course];
      j.Open();
      j.Put("uri", courses.catalogue().Uri(step.course));
      j.Put("label", courses.catalogue().Label(step.course, Tag(language)));
      j.Put("type", Name(course.type));
      j.Put("gain", step.gain);
      j.PutRatio("gap_share", step.gain, p.gap);
      j.PutCourse(course);
      j.PutConcepts("closes", step.closes);
      put_courses("completes", step.completes);
      j.Put("opens_next", step.opens_next);
      j.Put("entry_unknown", step.entry_unknown);
      j.Close();
    }
    j.CloseList();
    j.PutConcepts("licences_left", p.licences_left);
    j.Close();
  }
  j.CloseList();
  j.Close();
  return j.Finish();
}

std::string UnlockJson(const Matcher& matcher, const Profile& profile, const BoundCatalogue* courses, const UnlockOptions& options, const Unlockings& list,
                       Language language) {
  const auto& taxonomy = matcher.taxonomy();
  Json j(taxonomy, language);
  const auto put = [&](const Unlocking& u) {
    j.PutConcepts("opens", u.opens);
    j.PutRatio("nearer", u.nearer, 1000000);
    j.Close();
  };
  j.Open();
  j.Put("status", list.status == RankStatus::kOk ? "ok" : "too_little_data");
  j.Put("taxonomy", taxonomy.snapshot().Hash());
  j.Put("model", matcher.model().hash());
  j.PutConcepts("from", profile.origins());
  j.Put("ready_percent", options.ready_percent), j.Put("considered", list.considered), j.Put("open", list.open);
  j.OpenList("skills");
  for (const auto& u : list.skills) {
    j.Open();
    j.PutConcept(u.id);
    j.Put("kind", Name(taxonomy.Kind(u.id)));
    put(u);
  }
  j.CloseList();
  j.OpenList("courses");
  for (const auto& u : list.courses) {
    const auto& course = courses->catalogue()[u.id];
    j.Open();
    j.Put("uri", courses->catalogue().Uri(u.id));
    j.Put("label", courses->catalogue().Label(u.id, Tag(language)));
    j.Put("type", Name(course.type));
    j.PutCourse(course);
    put(u);
  }
  j.CloseList();
  j.Put("not_open", list.not_open);
  j.Close();
  return j.Finish();
}

std::string TitleHitsJson(const Taxonomy& taxonomy, std::string_view query, std::span<const TitleHit> hits, Language language) {
  Json j(taxonomy, language);
  j.Open();
  j.Put("query", query);
  j.OpenList("hits");
  for (const auto& hit : hits) {
    j.Open();
    j.PutConcept(hit.concept_id);
    j.Put("title", taxonomy.snapshot().String(hit.text.string));
    j.Put("language", taxonomy.snapshot().Language(hit.text.language));
    j.Put("match", Name(hit.match));
    j.Put("distance", std::uint32_t{hit.distance});
    j.Close();
  }
  j.CloseList();
  j.Close();
  return j.Finish();
}

std::string TaxonomyInfoJson(const Taxonomy& taxonomy, const CourseCatalogue* courses) {
  const auto o = Overview(taxonomy);
  Json j(taxonomy, Language::kEnglish);
  const auto put_about = [&](const Snapshot& s) {
    j.OpenObject("about");
    for (std::size_t i = 0; i < s.about_size(); ++i) j.Put(s.about_key(i), s.about_value(i));
    j.Close();
    j.Put("hash", s.Hash());
    j.Put("bytes", static_cast<std::uint64_t>(s.bytes().size()));
    j.OpenList("languages");
    for (std::size_t i = 0; i < s.language_count(); ++i) j.Value(s.Language(i));
    j.CloseList();
  };
  // An object with a member for each value of E.
  const auto put_counts = [&]<typename E>(std::string_view key, const auto& counts, E) {
    j.OpenObject(key);
    for (std::size_t i = 0; i < counts.size(); ++i) j.Put(Name(static_cast<E>(i)), counts[i]);
    j.Close();
  };
  j.Open();
  put_about(taxonomy.snapshot());
  put_counts("concepts", o.concepts, ConceptKind());
  j.Put("relations", o.relations);
  j.Put("broader", o.broader);
  j.Put("matches", o.matches);
  j.Put("requirements", o.requirements);
  j.Put("occupations_without_requirements", o.occupations_without_requirements);
  j.OpenObject("concepts_without_label");
  for (const auto& l : o.languages) j.Put(l.language, std::accumulate(l.without_label.begin(), l.without_label.end(), std::uint64_t{0}));
  j.Close();
  j.OpenObject("without_label");
  for (const auto& l : o.languages) put_counts(l.language, l.without_label, ConceptKind());
  j.Close();
  put_counts("occupations_by_status", o.occupations_by_status, ConceptStatus());
  j.Put("occupations_without_skills", o.occupations_without_skills);
  j.Put("occupations_without_isco", o.occupations_without_isco);
  j.Put("occupations_without_nlqf", o.occupations_without_nlqf);
  j.Put("unused", o.unused);
  put_counts("texts", o.texts, TextKind());
  j.OpenObject("density");
  const auto occupations = o.concepts[static_cast<std::size_t>(ConceptKind::kOccupation)];
  for (int k = 0; k < kConceptKinds; ++k) {
    const auto kind = static_cast<ConceptKind>(k);
    if (!(kRequirable & SetOf(kind))) continue;
    const auto& density = o.density[static_cast<std::size_t>(k)];
    j.OpenObject(Name(kind));
    put_counts("relations", density.relations, Relevance());
    j.Put("targets_used", density.targets_used);
    j.Put("total", density.total());
    const auto places = occupations * density.targets_used;
    j.PutRatio("share", density.total(), std::max<std::uint64_t>(places, 1));
    j.Close();
  }
  j.Close();
  j.Put("with_level", o.with_level);
  j.Put("with_importance", o.with_importance);
  put_counts("matches_by_type", o.matches_by_type, MatchType());
  j.Put("overlays", o.overlays);
  j.Put("changes", o.changes);
  j.OpenList("warnings");
  for (const auto& warning : o.warnings) {
    j.Open();
    j.Put("code", warning.code);
    if (warning.kind) j.Put("kind", Name(*warning.kind));
    else j.PutNull("kind");
    j.Put("count", warning.count);
    j.PutTexts("examples", warning.examples);
    j.Close();
  }
  j.CloseList();
  if (courses) {
    j.OpenObject("catalogue");
    put_about(courses->snapshot());
    j.Put("courses", courses->size());
    j.Close();
  }
  j.Close();
  return j.Finish();
}

}  // namespace overstap
