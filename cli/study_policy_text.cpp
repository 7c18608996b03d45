#include "cli/study_policy_text.h"

#include <fmt/format.h>

#include "cli/figures.h"
#include "cli/progress.h"
#include "cli/study_text.h"

namespace aqua::cli {
namespace {

using adaptive::OptionShare;
using adaptive::PolicyStudySummary;
using adaptive::PolicySummary;
using study::MeanInterval;

constexpr size_t kNameWidth = 24;
constexpr const char* kNothing = "-";

// The end of a path tells more than its beginning.
std::string Named(const std::string& name) {
  const std::string shown =
      name.size() <= kNameWidth ? name : "..." + name.substr(name.size() - kNameWidth + 3);
  return fmt::format("  {:<{}}", shown, kNameWidth);
}

std::string Cell(const MeanInterval& found, bool is_known, bool is_signed = false) {
  return fmt::format(" {:>14}", is_known ? PointsText(found, is_signed) : kNothing);
}

void PrintAnswers(const PolicyStudySummary& summary) {
  fmt::print("\n{} {:>14} {:>14} {:>14} {:>14}\n", Named("answers, %"), "top-1", "top-5",
             "as in full", "loss");
  const bool has_labels = summary.labelled > 0;
  for (const PolicySummary& one : summary.policies) {
    fmt::print("{}{}{}{}{}\n", Named(one.policy.name), Cell(one.top1, has_labels),
               Cell(one.top5, has_labels), Cell(one.agreement, true),
               Cell(one.loss, one.loss_images > 0, true));
  }
}

void PrintSavings(const PolicyStudySummary& summary) {
  fmt::print("\n{} {:>14} {:>14} {:>14} {:>14}  {}\n", Named("saved, %"), "MACs", "energy",
             "latency", "CPU time", "CPU an image");
  for (const PolicySummary& one : summary.policies) {
    fmt::print("{}{}{}{}{}  {:.2f} ms\n", Named(one.policy.name), Cell(one.saved.macs, true, true),
               Cell(one.saved.energy, true, true), Cell(one.saved.latency, true, true),
               Cell(one.saved.cpu, true, true), one.cpu_ms.mean);
  }
}

void PrintSeen(const store::PolicyRow& policy) {
  if (policy.seen_fitting > 0) {
    fmt::print("    {} of these images were seen when it was fitted: figures flatter it\n",
               policy.seen_fitting);
  }
  if (policy.seen_certifying > 0) {
    fmt::print("    {} of these images are among those it was certified on\n",
               policy.seen_certifying);
  }
}

void PrintPolicy(const PolicySummary& one) {
  const store::PolicyRow& policy = one.policy;
  fmt::print("\n  {}: {}, {}\n", policy.name, policy.kind,
             policy.rung < 0 ? "the network runs in full" : fmt::format("rung {}", policy.rung));
  fmt::print("    {}\n", policy.certificate.empty()
                             ? "no certificate: nothing is promised (aqua certify)"
                             : "certificate: " + policy.certificate);
  fmt::print("    loss: {}, {} images\n", policy.loss, one.loss_images);
  for (const OptionShare& option : one.options) {
    fmt::print("    answered by {:<28} {:>7} of images, run for {}\n", option.option,
               Percent(option.answered), Percent(option.run));
  }
  PrintSeen(policy);
}

void AddOptions(const PolicySummary& one, nlohmann::ordered_json& json) {
  json["options"] = nlohmann::ordered_json::array();
  for (const OptionShare& option : one.options) {
    json["options"].push_back(
        {{"option", option.option}, {"run", option.run}, {"answered", option.answered}});
  }
}

nlohmann::ordered_json ToJson(const PolicySummary& one, bool has_labels) {
  const store::PolicyRow& policy = one.policy;
  nlohmann::ordered_json json = {{"policy", policy.name},
                                 {"kind", policy.kind},
                                 {"hash", policy.hash},
                                 {"rung", policy.rung},
                                 {"certificate", nullptr},
                                 {"images_seen_fitting", policy.seen_fitting},
                                 {"images_seen_certifying", policy.seen_certifying}};
  if (!policy.certificate.empty()) json["certificate"] = policy.certificate;
  if (has_labels) {
    AddInterval("top1", one.top1, json);
    AddInterval("top5", one.top5, json);
  }
  AddInterval("agreement", one.agreement, json);
  if (one.loss_images > 0) {
    json["loss_name"] = policy.loss;
    json["loss_images"] = one.loss_images;
    AddInterval("loss", one.loss, json);
  }
  AddInterval("saved_macs", one.saved.macs, json);
  AddInterval("saved_energy", one.saved.energy, json);
  AddInterval("saved_latency", one.saved.latency, json);
  AddInterval("saved_cpu", one.saved.cpu, json);
  AddInterval("cpu_ms", one.cpu_ms, json);
  AddOptions(one, json);
  return json;
}

}  // namespace

void PrintSummary(const PolicyStudySummary& summary) {
  fmt::print("{} images (split {}), {} failed, {} labelled\n", summary.images, summary.split,
             summary.failed, summary.labelled);
  PrintFailures(summary.failures);
  fmt::print("in full: {} MACs, {}, {} an image\n", Count(static_cast<int64_t>(summary.whole.macs)),
             Energy(summary.whole.energy_pj), Time(summary.whole.latency_ns));
  PrintAnswers(summary);
  PrintSavings(summary);
  for (const PolicySummary& one : summary.policies) {
    if (one.policy.policy > 0) PrintPolicy(one);
  }
  fmt::print(
      "\nSavings are of the whole network's, deciding and rejected attempts paid for; energy and "
      "latency as\naqua fit priced them. Intervals: 95 %, normal, from 30 images on. CPU time: "
      "from "
      "the decoded photo to\nthe answer{}.\n",
      summary.jobs == "1" ? ""
                          : fmt::format("; begun with --jobs {}, so hardly comparable: use "
                                        "--jobs 1",
                                        summary.jobs));
}

nlohmann::ordered_json ToJson(const PolicyStudySummary& summary) {
  nlohmann::ordered_json json = {{"images", summary.images},
                                 {"failed", summary.failed},
                                 {"failures", summary.failures},
                                 {"labelled_images", summary.labelled},
                                 {"split", summary.split},
                                 {"jobs", summary.jobs},
                                 {"full_macs", summary.whole.macs},
                                 {"full_energy_pj", summary.whole.energy_pj},
                                 {"full_latency_ns", summary.whole.latency_ns},
                                 {"policies", nlohmann::ordered_json::array()}};
  for (const PolicySummary& one : summary.policies) {
    json["policies"].push_back(ToJson(one, summary.labelled > 0));
  }
  return json;
}

}  // namespace aqua::cli
