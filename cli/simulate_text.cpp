#include "cli/simulate_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "aqua/study/answer.h"
#include "cli/figures.h"
#include "cli/progress.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;
using study::SimulatedLayer;
using study::Simulation;

double LargestDifference(const Tensor& a, const Tensor& b) {
  double largest = 0;
  for (int64_t i = 0; i < a.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
  }
  return largest;
}

// Largest minus smallest: what a difference of logits is measured against.
double Range(const Tensor& logits) {
  const std::span<const float> values = logits.values();
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return static_cast<double>(*most) - static_cast<double>(*least);
}

int FirstClass(const Tensor& logits) {
  return study::RankClasses(logits.values(), true).front().index;
}

void PrintLayer(const SimulatedLayer& layer) {
  const crossbar::CrossbarCounts& counts = layer.arrays;
  fmt::print("{:<30} {:>9} {:>8} {:>11} {:>9} {:>11} {:>11} {:>10} {:>10}\n",
             Shorten(layer.name, 30), Count(layer.crossbars),
             Percent(Share(layer.flipped_columns, layer.used_columns)), Count(counts.array_reads),
             Percent(Share(counts.active_rows, counts.dac_conversions)),
             Count(counts.adc_conversions), Count(counts.clipped_conversions),
             Count(layer.different_sums), Count(layer.largest_difference));
}

void PrintAnswer(const study::Network& network, const char* title, const Tensor& logits,
                 const std::string& remark) {
  const int first = FirstClass(logits);
  fmt::print("{:<16} {} ({:.4f}){}{}\n", title, network.ClassName(first), logits[first],
             remark.empty() ? "" : "; ", remark);
}

// "logits equal to ..." or how far they are from it.
std::string DistanceText(const Tensor& from, const Tensor& to, const char* name) {
  const double largest = LargestDifference(from, to);
  if (largest == 0) return fmt::format("logits equal to {}", name);
  return fmt::format("logits within {:.4g} of {}, {} of their range", largest, name,
                     Percent(largest / std::max(Range(to), 1e-30)));
}

void PrintChecks(const Simulation& simulation) {
  const int64_t failed = simulation.FailedChecks();
  fmt::print("events: {} of {} counts equal the estimate's\n",
             static_cast<int64_t>(simulation.checks.size()) - failed, simulation.checks.size());
  for (const study::EventCheck& check : simulation.checks) {
    if (check.simulated == check.estimated) continue;
    fmt::print("  {}: {} {} simulated, {} estimated\n", check.layer, check.event, check.simulated,
               check.estimated);
  }
}

ordered_json ToJson(const SimulatedLayer& layer) {
  ordered_json json{{"name", layer.name},
                    {"crossbars", layer.crossbars},
                    {"used_columns", layer.used_columns},
                    {"flipped_columns", layer.flipped_columns}};
  for (const auto& [event, count] : layer.Events()) json[event] = count;
  json["clipped_conversions"] = layer.arrays.clipped_conversions;
  json["sums"] = layer.sums;
  json["different_sums"] = layer.different_sums;
  json["largest_difference"] = layer.largest_difference;
  return json;
}

ordered_json LogitsJson(const study::Network& network, const Tensor& logits) {
  const int first = FirstClass(logits);
  return {{"class", first}, {"name", network.ClassName(first)}, {"logit", logits[first]}};
}

}  // namespace

void PrintSimulation(const study::Network& network, const std::string& file,
                     const Simulation& simulation) {
  fmt::print("{}\n", file);
  fmt::print("{:<30} {:>9} {:>8} {:>11} {:>9} {:>11} {:>11} {:>10} {:>10}\n", "layer", "crossbars",
             "flipped", "array reads", "rows at 1", "conversions", "clipped", "sums off",
             "at most");
  for (const SimulatedLayer& layer : simulation.layers) PrintLayer(layer);
  fmt::print("\n");
  PrintAnswer(network, "float", simulation.float_logits, "");
  PrintAnswer(network, "exact integers", simulation.exact_logits,
              DistanceText(simulation.exact_logits, simulation.float_logits, "float"));
  PrintAnswer(network, "crossbars", simulation.simulated_logits,
              DistanceText(simulation.simulated_logits, simulation.exact_logits, "exact integers"));
  fmt::print("clipped: {} of {} conversions, those of the unit columns counted\n",
             Count(simulation.ClippedConversions()), Count(simulation.Conversions()));
  PrintChecks(simulation);
  fmt::print("\n");
}

ordered_json ToJson(const study::Network& network, const std::string& file,
                    const Simulation& simulation) {
  ordered_json layers = ordered_json::array();
  for (const SimulatedLayer& layer : simulation.layers) layers.push_back(ToJson(layer));
  ordered_json failed = ordered_json::array();
  for (const study::EventCheck& check : simulation.checks) {
    if (check.simulated == check.estimated) continue;
    failed.push_back({{"layer", check.layer},
                      {"event", check.event},
                      {"simulated", check.simulated},
                      {"estimated", check.estimated}});
  }
  return {{"file", file},
          {"float", LogitsJson(network, simulation.float_logits)},
          {"exact", LogitsJson(network, simulation.exact_logits)},
          {"simulated", LogitsJson(network, simulation.simulated_logits)},
          {"exact_largest_difference_from_float",
           LargestDifference(simulation.exact_logits, simulation.float_logits)},
          {"simulated_largest_difference_from_exact",
           LargestDifference(simulation.simulated_logits, simulation.exact_logits)},
          {"conversions", simulation.Conversions()},
          {"clipped_conversions", simulation.ClippedConversions()},
          {"different_sums", simulation.DifferentSums()},
          {"events_checked", simulation.checks.size()},
          {"events_that_differ_from_the_estimate", failed},
          {"estimate_energy_pj", simulation.estimate.total.energy_pj},
          {"estimate_value_energy_pj", simulation.estimate.total.value_energy_pj},
          {"layers", layers}};
}

void PrintFolder(const study::FolderTally& tally) {
  fmt::print("{} of {} images, {} failed\n", tally.done, tally.total, tally.failed);
  PrintFailures(tally.failures);
  if (tally.labelled > 0) {
    fmt::print("right, of {} with labels:  float {}, exact integers {}, crossbars {}\n",
               tally.labelled, Percent(Share(tally.float_right, tally.labelled)),
               Percent(Share(tally.exact_right, tally.labelled)),
               Percent(Share(tally.simulated_right, tally.labelled)));
  }
  fmt::print("same answer as float:      exact integers {}, crossbars {}\n",
             Percent(Share(tally.exact_agrees, tally.done)),
             Percent(Share(tally.simulated_agrees, tally.done)));
  fmt::print("crossbars answer as exact integers do: {}\n",
             Percent(Share(tally.simulated_is_exact, tally.done)));
}

ordered_json ToJson(const study::FolderTally& tally) {
  return {{"images", tally.total},
          {"done", tally.done},
          {"failed", tally.failed},
          {"failures", tally.failures},
          {"labelled", tally.labelled},
          {"float_right", tally.float_right},
          {"exact_right", tally.exact_right},
          {"simulated_right", tally.simulated_right},
          {"exact_agrees_with_float", tally.exact_agrees},
          {"simulated_agrees_with_float", tally.simulated_agrees},
          {"simulated_agrees_with_exact", tally.simulated_is_exact}};
}

}  // namespace aqua::cli
