#include "cli/calibrate_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aqua/crop/plan.h"
#include "cli/figures.h"
#include "cli/progress.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;
using quant::LayerFormat;

// Means over the multiplications of the network.
struct MeanBits {
  double weights = 0;
  double activations = 0;
};

MeanBits MeanBitsOf(const graph::Graph& graph, const quant::Profile& profile) {
  layers::Workloads work = crop::PlanWork(graph, crop::MakePlan(graph, {}));
  quant::ApplyProfile(profile, work);
  MeanBits mean;
  double macs = 0;
  for (const layers::Workload& layer : work) {
    const auto share = static_cast<double>(layer.macs());
    macs += share;
    mean.weights += share * layer.weight_bits;
    mean.activations += share * layer.activation_bits;
  }
  return {mean.weights / macs, mean.activations / macs};
}

std::string ExponentsText(const std::vector<int>& exponents) {
  const auto [least, most] = std::minmax_element(exponents.begin(), exponents.end());
  return *least == *most ? fmt::format("{}", *least) : fmt::format("{} to {}", *least, *most);
}

std::string CodesText(const Codebook& codes) {
  return codes.empty() ? "" : fmt::format(", {} codes", codes.levels.size());
}

void PrintLayer(const LayerFormat& format) {
  fmt::print("  {:<34} {:>7} {:>12}{:<11} {:>11} {:>9}{}\n", Shorten(format.layer, 34),
             format.weight_bits, ExponentsText(format.weight_exponents),
             CodesText(format.weight_codes), format.activations.bits, format.activations.exponent,
             fmt::format("{}{}", format.activations.is_signed ? " signed" : "",
                         CodesText(format.activation_codes)));
}

void PrintSearch(const study::SearchedProfile& found) {
  fmt::print(
      "  searched in {} trials and {} whole runs: {:.1f} runs of the network over all images, "
      "where "
      "trying every width of every layer takes {}\n",
      found.search.trials, found.search.whole_runs, found.network_runs, found.brute_force_runs);
  fmt::print("  lost {} of the right answers on these images{}\n",
             Percent(std::max(found.search.loss, 0.0)),
             found.search.within_budget ? "" : ", MORE than the budget even when wide");
}

std::vector<int> BitsOf(const quant::Profile& profile, bool of_weights) {
  std::vector<int> bits;
  for (const LayerFormat& format : profile.layers) {
    bits.push_back(of_weights ? format.weight_bits : format.activations.bits);
  }
  return bits;
}

}  // namespace

void PrintCalibration(const graph::Graph& graph, const study::Calibration& found, double seconds) {
  fmt::print("{}\n  {:<34} {:>7} {:>12}{:<11} {:>11} {:>9}\n", found.profile.made_by, "layer",
             "weights", "exponents", "", "activations", "exponent");
  for (const LayerFormat& format : found.profile.layers) PrintLayer(format);
  const MeanBits mean = MeanBitsOf(graph, found.profile);
  fmt::print("  mean over the MACs: weights {:.2f} bits, activations {:.2f} bits\n", mean.weights,
             mean.activations);
  if (found.search) PrintSearch(*found.search);
  const study::CalibrationCheck& check = found.check;
  fmt::print("  on the same {} images: {} agree with float", check.images,
             Percent(Share(check.agree, check.images)));
  if (check.labelled > 0) {
    fmt::print("; top-1 {}, float {}", Percent(Share(check.right, check.labelled)),
               Percent(Share(check.right_in_float, check.labelled)));
  }
  fmt::print("; {:.1f} s\n", seconds);
  PrintFailures(found.failures);
}

ordered_json ToJson(const graph::Graph& graph, const study::Calibration& found, double seconds) {
  const MeanBits mean = MeanBitsOf(graph, found.profile);
  const study::CalibrationCheck& check = found.check;
  ordered_json json{{"made_by", found.profile.made_by},
                    {"images", found.images},
                    {"failed", found.failures.size()},
                    {"failures", found.failures},
                    {"weight_bits", BitsOf(found.profile, true)},
                    {"activation_bits", BitsOf(found.profile, false)},
                    {"mean_weight_bits", mean.weights},
                    {"mean_activation_bits", mean.activations},
                    {"agreement", Share(check.agree, check.images)},
                    {"labelled", check.labelled},
                    {"top1", Share(check.right, check.labelled)},
                    {"top1_float", Share(check.right_in_float, check.labelled)},
                    {"seconds", seconds}};
  if (!found.search) return json;
  json["search"] = {{"trials", found.search->search.trials},
                    {"whole_runs", found.search->search.whole_runs},
                    {"network_runs", found.search->network_runs},
                    {"brute_force_runs", found.search->brute_force_runs},
                    {"loss", found.search->search.loss},
                    {"within_budget", found.search->search.within_budget}};
  return json;
}

}  // namespace aqua::cli
