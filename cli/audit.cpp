// aqua audit POLICY FOLDER: does the certificate's promise still hold on this traffic?
#include "aqua/adaptive/audit.h"

#include <fmt/format.h>

#include "aqua/core/error.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stop.h"

namespace aqua::cli {
namespace {

constexpr const char* kAbout =
    "Runs a random share of the traffic in full as well and says when the certificate's promise no "
    "longer holds.\n\n"
    "The test may be looked at after every image: a false alarm, ever, has a chance of at most the "
    "certificate's delta. Exit code 1 when the promise is broken.";

struct Options {
  std::string policy;
  std::string folder;
  std::string labels;
  std::string certificate;
  std::string model;
  std::string log;
  double share = 0.01;
  uint64_t seed = 1;
};

void Print(const adaptive::Audit& audit, const adaptive::PolicyInForce& policy) {
  fmt::print("{}\n", policy.ToLine());
  fmt::print("  {} of {} images audited: mean loss {}, between {} and {} with confidence {}\n",
             audit.audited, audit.traffic, Percent(audit.estimate), Percent(audit.range.at_least),
             Percent(audit.range.at_most), Percent(1 - policy.certificate->goal.delta));
  if (audit.broken_at) {
    fmt::print("  the promise no longer holds: seen at {}; certify anew on images like these\n",
               *audit.broken_at);
  } else {
    fmt::print("  nothing speaks against the promise\n");
  }
}

int RunAudit(const Options& options) {
  const policy::FittedPolicy fitted = policy::ReadFittedPolicy(options.policy);
  const image::Size full = fitted.menu.options[fitted.menu.full].scale;
  adaptive::ScaledNetworks networks(options.model.empty() ? fitted.model : options.model,
                                    graph::InputSize{full.height, full.width});
  std::optional<std::filesystem::path> certificate;
  if (!options.certificate.empty()) certificate = options.certificate;
  const adaptive::PolicyInForce policy =
      adaptive::LoadPolicy(options.policy, certificate, networks.full());
  adaptive::AuditSpec spec{options.folder, {}, options.share, options.seed, options.log};
  if (!options.labels.empty()) spec.labels = options.labels;
  ProgressLine line;
  study::Progress last;
  const adaptive::Audit audit = adaptive::AuditTraffic(
      networks, policy, spec,
      [&](const study::Progress& now) {
        last = now;
        line.Show(now);
      },
      CatchStop());
  line.Finish(last);
  PrintFailures(audit.failures);
  Print(audit, policy);
  if (last.done < last.total) return kStoppedCode;
  return audit.broken_at ? 1 : 0;
}

}  // namespace

void AddAudit(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("audit", kAbout);
  command->add_option("POLICY", options->policy, "A policy as aqua fit writes it")->required();
  command->add_option("FOLDER", options->folder, "The traffic: images, searched with subfolders")
      ->required();
  command->add_option("--labels", options->labels,
                      "CSV \"file,label\", for a promise about accuracy");
  command->add_option("--certificate", options->certificate,
                      "Default: POLICY with .certificate.json for .json");
  command->add_option("--share", options->share, "Share of the traffic that is run in full")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Of the draw")->capture_default_str();
  command->add_option("--log", options->log,
                      "File that losses are added to; those of earlier audits in it count too");
  command->add_option("--model", options->model,
                      "ONNX file; default: where it was when the policy was fitted");
  command->callback([options, &action] { action = [options] { return RunAudit(*options); }; });
}

}  // namespace aqua::cli
