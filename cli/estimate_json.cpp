#include "cli/estimate_text.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;

constexpr double kNsAMs = 1e6;

const char* KindText(layers::WorkKind kind) {
  switch (kind) {
    case layers::WorkKind::kConvolution:
      return "convolution";
    case layers::WorkKind::kDense:
      return "dense";
    case layers::WorkKind::kMaxPool:
      return "max_pool";
    case layers::WorkKind::kUncounted:
      return "uncounted";
  }
  return "";
}

ordered_json Breakdown(const std::vector<std::string>& names, const std::vector<double>& parts) {
  ordered_json json;
  for (size_t i = 0; i < parts.size(); ++i) json[names[i]] = parts[i];
  return json;
}

// The tally's counts under their names, then its energy and where it goes.
ordered_json ToJson(const cost::Estimate& names, const cost::Tally& tally) {
  ordered_json json{{"macs", tally.macs}};
  for (size_t i = 0; i < tally.resources.size(); ++i) {
    json[names.resource_names[i]] = tally.resources[i];
  }
  for (size_t i = 0; i < tally.events.size(); ++i) json[names.event_names[i]] = tally.events[i];
  json["energy_pj"] = tally.energy_pj;
  json["energy_breakdown_pj"] = Breakdown(names.component_names, tally.breakdown_pj);
  if (!names.from_values) return json;
  json["value_energy_pj"] = tally.value_energy_pj;
  json["value_energy_breakdown_pj"] = Breakdown(names.component_names, tally.value_breakdown_pj);
  return json;
}

ordered_json LayersJson(const cost::Estimate& estimate) {
  ordered_json layers = ordered_json::array();
  for (const cost::LayerEstimate& layer : estimate.layers) {
    if (layer.kind == layers::WorkKind::kUncounted) continue;
    ordered_json json{{"name", layer.name}, {"kind", KindText(layer.kind)}};
    json.update(ToJson(estimate, layer.tally));
    json["busy_ns"] = layer.busy_ns;
    layers.push_back(json);
  }
  return layers;
}

ordered_json AreaJson(const cost::Estimate& estimate) {
  ordered_json parts;
  for (const accel::ComponentArea& part : estimate.area) parts[part.component] = part.area_mm2;
  return parts;
}

}  // namespace

ordered_json ToJson(const study::NetworkEstimate& estimates) {
  const cost::Estimate& estimate = estimates.image;
  ordered_json json{{"accelerator", estimate.accelerator},
                    {"layers", LayersJson(estimate)},
                    {"total", ToJson(estimate, estimate.total)},
                    {"total_convolution", ToJson(estimate, estimate.convolution)},
                    {"total_dense", ToJson(estimate, estimate.dense)},
                    {"latency_ns", estimate.timing.latency_ns},
                    {"interval_ns", estimate.timing.interval_ns}};
  json["area_mm2"] = estimate.area.empty() ? ordered_json() : ordered_json(estimate.area_mm2);
  json["area_breakdown_mm2"] = AreaJson(estimate);
  json["saving"] = estimates.Saving();
  json["saving_convolution"] = estimates.SavingConvolution();
  json["saving_time"] = estimates.SavingTime();
  json["notes"] = estimate.notes;
  return json;
}

ordered_json PresentedBitsJson(const study::CroppedWork& work) {
  ordered_json layers = ordered_json::array();
  for (size_t i = 0; i < work.image_inputs.size(); ++i) {
    if (!work.image[i].has_weights()) continue;
    const accel::PresentedBits bits =
        accel::CountPresentedBits(work.image[i], work.image_inputs[i]);
    layers.push_back({{"name", work.image[i].layer},
                      {"activations_presented", bits.activations},
                      {"activations_nonzero", bits.nonzero},
                      {"ones_by_bit", bits.ones_by_bit},
                      {"ones_share", bits.OnesShare()}});
  }
  return layers;
}

ordered_json ToJson(const study::CpuTimes& image, const study::CpuTimes& uncropped) {
  ordered_json layers = ordered_json::array();
  for (const study::CpuLayer& layer : image.layers) {
    layers.push_back({{"name", layer.name},
                      {"kind", layer.kind},
                      {"macs", layer.macs},
                      {"busy_ns", layer.ms * kNsAMs},
                      {"least_ns", layer.least_ms * kNsAMs},
                      {"most_ns", layer.most_ms * kNsAMs}});
  }
  return {{"accelerator", "cpu"},
          {"threads", image.threads},
          {"runs", image.runs},
          {"layers", layers},
          {"total", {{"energy_pj", nullptr}}},
          {"latency_ns", image.total_ms * kNsAMs},
          {"interval_ns", image.total_ms * kNsAMs},
          {"area_mm2", nullptr},
          {"saving", nullptr},
          {"saving_time", study::SavingTime(image, uncropped)},
          {"notes", ordered_json::array()}};
}

}  // namespace aqua::cli
