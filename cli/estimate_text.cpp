#include "cli/estimate_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/figures.h"

namespace aqua::cli {
namespace {

// The first two of each tell people most; --json has all.
constexpr size_t kShownCounts = 2;
constexpr double kNsAMs = 1e6;

size_t Shown(size_t count) { return std::min(count, kShownCounts); }

std::string Energies(const cost::Estimate& names, const cost::Tally& tally) {
  std::string text = fmt::format(" {:>10}", Energy(tally.energy_pj));
  if (names.from_values) text += fmt::format(" {:>10}", Energy(tally.value_energy_pj));
  return text;
}

void PrintRow(const cost::Estimate& names, const std::string& name, const cost::Tally& tally,
              const std::string& busy) {
  fmt::print("{:<36} {:>10}", Shorten(name, 36), Count(tally.macs));
  for (size_t i = 0; i < Shown(tally.resources.size()); ++i) {
    fmt::print(" {:>15}", Count(tally.resources[i]));
  }
  for (size_t i = 0; i < Shown(tally.events.size()); ++i) {
    fmt::print(" {:>15}", Count(tally.events[i]));
  }
  fmt::print("{} {:>10}\n", Energies(names, tally), busy);
}

void PrintHeading(const cost::Estimate& names) {
  fmt::print("{:<36} {:>10}", "layer", "MACs");
  for (size_t i = 0; i < Shown(names.resource_names.size()); ++i) {
    fmt::print(" {:>15}", names.resource_names[i]);
  }
  for (size_t i = 0; i < Shown(names.event_names.size()); ++i) {
    fmt::print(" {:>15}", names.event_names[i]);
  }
  fmt::print(" {:>10}{} {:>10}\n", "energy", names.from_values ? "  by values" : "", "busy");
}

void PrintBreakdown(const char* title, const std::vector<std::string>& names,
                    const std::vector<double>& parts_pj) {
  fmt::print("{}", title);
  const char* separator = " ";
  for (size_t i = 0; i < parts_pj.size(); ++i) {
    if (parts_pj[i] == 0) continue;
    fmt::print("{}{} {}", separator, names[i], Energy(parts_pj[i]));
    separator = ", ";
  }
  fmt::print("\n");
}

void PrintArea(const cost::Estimate& estimate) {
  if (estimate.area.empty()) {
    fmt::print("area: none published\n");
    return;
  }
  fmt::print("area {:.2f} mm2:", estimate.area_mm2);
  const char* separator = " ";
  for (const accel::ComponentArea& part : estimate.area) {
    fmt::print("{}{} {:.3f}", separator, part.component, part.area_mm2);
    separator = ", ";
  }
  fmt::print("\n");
}

void PrintSaving(const EstimateRequest& request, const study::NetworkEstimate& estimate) {
  if (request.crop == "0000") return;
  fmt::print("crop {} saves {} of the uncropped {}; of the convolutions' energy alone {}\n",
             request.crop, Percent(estimate.Saving()),
             Energy(estimate.uncropped.total.value_energy_pj),
             Percent(estimate.SavingConvolution()));
}

// A processor that is shared with others gives times that say little.
bool IsUnsteady(const study::CpuTimes& times) { return times.most_ms > 1.5 * times.least_ms; }

// This machine, in the columns of the comparison.
void PrintCpuRow(const CpuPair& cpu, bool by_values) {
  const double saved = study::SavingTime(cpu.image, cpu.uncropped);
  const std::string time = Time(cpu.image.total_ms * kNsAMs);
  fmt::print("{:<18} {:>10}{} {:>9} {:>11} {:>11} {:>10} {:>8}\n",
             IsUnsteady(cpu.image) ? "cpu (unsteady)" : "cpu (measured)", "-",
             by_values ? "          -" : "", "-", time, time, "-", Percent(saved));
}

double Rate(double interval_ns) { return interval_ns > 0 ? 1e9 / interval_ns : 0; }

}  // namespace

void PrintEstimate(const EstimateRequest& request, const study::NetworkEstimate& estimates) {
  const cost::Estimate& estimate = estimates.image;
  PrintHeading(estimate);
  for (const cost::LayerEstimate& layer : estimate.layers) {
    if (layer.kind == layers::WorkKind::kUncounted) continue;
    PrintRow(estimate, layer.name, layer.tally, Time(layer.busy_ns));
  }
  fmt::print("\n");
  PrintRow(estimate, "convolutions", estimate.convolution, "");
  PrintRow(estimate, "dense layers", estimate.dense, "");
  PrintRow(estimate, "total", estimate.total, "");
  fmt::print("\n{}; weights/activations: {}\n", estimate.accelerator, request.precision);
  PrintBreakdown("energy by component:", estimate.component_names, estimate.total.breakdown_pj);
  if (estimate.from_values) {
    PrintBreakdown("energy by the image's values:", estimate.component_names,
                   estimate.total.value_breakdown_pj);
  }
  fmt::print("one image takes {}; in steady state one every {}, {:.1f} a second\n",
             Time(estimate.timing.latency_ns), Time(estimate.timing.interval_ns),
             Rate(estimate.timing.interval_ns));
  PrintArea(estimate);
  PrintSaving(request, estimates);
  for (const std::string& note : estimate.notes) fmt::print("note: {}\n", note);
}

void PrintPresentedBits(const study::CroppedWork& work) {
  fmt::print("\n{:<36} {:>12} {:>9} {:>9}  ones by bit, lowest first, %\n", "layer", "presented",
             "nonzero", "ones");
  for (size_t i = 0; i < work.image_inputs.size(); ++i) {
    if (!work.image[i].has_weights()) continue;
    const accel::PresentedBits bits =
        accel::CountPresentedBits(work.image[i], work.image_inputs[i]);
    const auto all = static_cast<double>(std::max<int64_t>(bits.activations, 1));
    fmt::print("{:<36} {:>12} {:>9} {:>9} ", Shorten(work.image[i].layer, 36),
               Count(bits.activations), Percent(static_cast<double>(bits.nonzero) / all),
               Percent(bits.OnesShare()));
    for (const int64_t ones : bits.ones_by_bit) {
      fmt::print(" {:.0f}", 100 * static_cast<double>(ones) / all);
    }
    fmt::print("\n");
  }
}

void PrintCpu(const study::CpuTimes& image, const study::CpuTimes& uncropped) {
  fmt::print("{:<36} {:<14} {:>10} {:>10} {:>9}\n", "step", "kind", "MACs", "ms", "GMAC/s");
  for (const study::CpuLayer& layer : image.layers) {
    const double rate = layer.ms > 0 ? static_cast<double>(layer.macs) / layer.ms / 1e6 : 0;
    fmt::print("{:<36} {:<14} {:>10} {:>10.3f} {:>9.1f}\n", Shorten(layer.name, 36), layer.kind,
               Count(layer.macs), layer.ms, rate);
  }
  fmt::print("\ncpu, {} thread{}: {:.3f} ms an image, uncropped {:.3f}; medians of {} runs\n",
             image.threads, image.threads == 1 ? "" : "s", image.total_ms, uncropped.total_ms,
             image.runs);
  fmt::print(
      "whole runs took {:.3f} to {:.3f} ms{}\n", image.least_ms, image.most_ms,
      IsUnsteady(image) ? ": other work disturbs this machine, do not trust the figure" : "");
}

void PrintComparison(const EstimateRequest& request,
                     const std::vector<study::NetworkEstimate>& estimates, const CpuPair* cpu) {
  const bool by_values = !request.image.empty();
  fmt::print("{:<18} {:>10} {} {:>9} {:>11} {:>11} {:>10} {:>8}\n", "accelerator", "energy",
             by_values ? " by values" : "", "pJ a MAC", "one image", "interval", "area mm2",
             "saved");
  for (const study::NetworkEstimate& found : estimates) {
    const cost::Estimate& estimate = found.image;
    const double macs = std::max<double>(1, static_cast<double>(estimate.total.macs));
    const std::string area = estimate.area.empty() ? "-" : fmt::format("{:.1f}", estimate.area_mm2);
    fmt::print("{:<18}{} {:>9.3f} {:>11} {:>11} {:>10} {:>8}\n", estimate.accelerator,
               Energies(estimate, estimate.total), estimate.total.energy_pj / macs,
               Time(estimate.timing.latency_ns), Time(estimate.timing.interval_ns), area,
               Percent(found.Saving()));
  }
  if (cpu != nullptr) PrintCpuRow(*cpu, by_values);
  if (!by_values) {
    fmt::print("\nwithout --image, designs that gain from zeros are counted at their worst case\n");
  }
}

}  // namespace aqua::cli
