// aqua estimate MODEL: what an accelerator spends on one image, layer by layer.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "aqua/accel/catalog.h"
#include "aqua/study/crop_cost.h"
#include "aqua/study/network.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/options.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::string model;
  std::string crop = "0000";
  SizeOption size;
  CropOptions crops;
  AcceleratorOptions accelerator;
  bool json = false;
};

double Saving(const cost::Tally& part, const cost::Tally& whole) {
  return whole.energy_pj > 0 ? 1 - part.energy_pj / whole.energy_pj : 0;
}

struct Estimates {
  cost::Estimate image;
  cost::Estimate uncropped;

  double Saving() const { return cli::Saving(image.total, uncropped.total); }
  double SavingConvolution() const { return cli::Saving(image.convolution, uncropped.convolution); }
};

Estimates EstimateCrop(const Options& options) {
  const graph::Graph graph = study::LoadGraph(options.model, options.size.Parse());
  const accel::AcceleratorPtr model = accel::MakeAccelerator(options.accelerator.name);
  const study::Bits bits = options.accelerator.bits;
  crop::CropSpec crop = options.crops.Spec();
  const layers::Workloads full = study::WorkAtBits(graph, crop::MakePlan(graph, crop), bits);
  crop.code = crop::CropCode::Parse(options.crop);
  const layers::Workloads cropped = study::WorkAtBits(graph, crop::MakePlan(graph, crop), bits);
  const cost::Estimator estimator(*model, full);
  return {estimator.ForImage(accel::ImageWork(cropped)),
          estimator.ForImage(accel::ImageWork(full))};
}

// The tally's counts under their names, then its energy and where it goes.
ordered_json ToJson(const cost::Estimate& names, const cost::Tally& tally) {
  ordered_json json{{"macs", tally.macs}};
  for (size_t i = 0; i < tally.resources.size(); ++i) {
    json[names.resource_names[i]] = tally.resources[i];
  }
  for (size_t i = 0; i < tally.events.size(); ++i) json[names.event_names[i]] = tally.events[i];
  json["energy_pj"] = tally.energy_pj;
  ordered_json breakdown;
  for (size_t i = 0; i < tally.breakdown_pj.size(); ++i) {
    breakdown[names.component_names[i]] = tally.breakdown_pj[i];
  }
  json["energy_breakdown_pj"] = breakdown;
  return json;
}

ordered_json ToJson(const Options& options, const Estimates& estimates) {
  const cost::Estimate& estimate = estimates.image;
  ordered_json layers = ordered_json::array();
  for (const cost::LayerEstimate& layer : estimate.layers) {
    if (layer.kind == layers::WorkKind::kUncounted) continue;
    ordered_json json{{"name", layer.name},
                      {"kind", layer.kind == layers::WorkKind::kDense ? "dense" : "convolution"}};
    json.update(ToJson(estimate, layer.tally));
    layers.push_back(json);
  }
  return {{"model", options.model},
          {"accelerator", estimate.accelerator},
          {"weight_bits", options.accelerator.bits.weight},
          {"activation_bits", options.accelerator.bits.activation},
          {"crop", options.crop},
          {"layers", layers},
          {"total", ToJson(estimate, estimate.total)},
          {"total_convolution", ToJson(estimate, estimate.convolution)},
          {"total_dense", ToJson(estimate, estimate.dense)},
          {"saving", estimates.Saving()},
          {"saving_convolution", estimates.SavingConvolution()}};
}

void PrintRow(const std::string& name, const cost::Tally& tally,
              const std::vector<size_t>& events) {
  fmt::print("{:<36} {:>10}", Shorten(name, 36), Count(tally.macs));
  for (const int64_t resource : tally.resources) fmt::print(" {:>16}", Count(resource));
  for (const size_t event : events) fmt::print(" {:>16}", Count(tally.events[event]));
  fmt::print(" {:>10}\n", Energy(tally.energy_pj));
}

void PrintText(const Options& options, const Estimates& estimates) {
  const cost::Estimate& estimate = estimates.image;
  // The first two events tell people most; --json has all.
  std::vector<size_t> events;
  for (size_t i = 0; i < std::min<size_t>(2, estimate.event_names.size()); ++i) {
    events.push_back(i);
  }
  fmt::print("{:<36} {:>10}", "layer", "MACs");
  for (const std::string& name : estimate.resource_names) fmt::print(" {:>16}", name);
  for (const size_t event : events) fmt::print(" {:>16}", estimate.event_names[event]);
  fmt::print(" {:>10}\n", "energy");
  for (const cost::LayerEstimate& layer : estimate.layers) {
    if (layer.kind != layers::WorkKind::kUncounted) PrintRow(layer.name, layer.tally, events);
  }
  fmt::print("\n");
  PrintRow("convolutions", estimate.convolution, events);
  PrintRow("dense layers", estimate.dense, events);
  PrintRow("total", estimate.total, events);
  fmt::print("\nenergy by component:");
  for (size_t i = 0; i < estimate.component_names.size(); ++i) {
    fmt::print("{} {} {}", i == 0 ? "" : ",", estimate.component_names[i],
               Energy(estimate.total.breakdown_pj[i]));
  }
  fmt::print("\n");
  if (options.crop != "0000") {
    fmt::print("crop {} saves {} of the uncropped {}; of the convolutions' energy alone {}\n",
               options.crop, Percent(estimates.Saving()),
               Energy(estimates.uncropped.total.energy_pj), Percent(estimates.SavingConvolution()));
  }
}

}  // namespace

void AddEstimate(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("estimate", "What an accelerator spends on one image, layer by layer");
  command->add_option("MODEL", options->model, "ONNX file; shapes are enough")->required();
  command->add_option("--crop", options->crop, "Edges cut: TOP BOTTOM LEFT RIGHT, as 1011")
      ->capture_default_str();
  options->size.AddTo(*command);
  options->crops.AddTo(*command);
  options->accelerator.AddTo(*command);
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] {
    action = [options] {
      const Estimates estimates = EstimateCrop(*options);
      if (options->json) {
        fmt::print("{}\n", ToJson(*options, estimates).dump(2));
      } else {
        PrintText(*options, estimates);
      }
      return 0;
    };
  });
}

}  // namespace aqua::cli
