// aqua inspect MODEL: layers, shapes, multiply-accumulates, parameters.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "aqua/crop/plan.h"
#include "aqua/study/network.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/options.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::string model;
  SizeOption size;
  bool json = false;
};

struct Inspection {
  graph::Graph graph;
  layers::Workloads work;
  int64_t macs = 0;
};

Inspection Inspect(const Options& options) {
  Inspection result;
  result.graph = study::LoadGraph(options.model, options.size.Parse());
  result.work = crop::PlanWork(result.graph, crop::MakePlan(result.graph, {}));
  for (const layers::Workload& work : result.work) result.macs += work.macs();
  return result;
}

void PrintText(const Inspection& found) {
  const graph::Graph& graph = found.graph;
  fmt::print("{:<36} {:<15} {:>18} {:>10} {:>11}\n", "layer", "kind", "output", "MACs",
             "parameters");
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const graph::Node& node = graph.nodes[i];
    fmt::print("{:<36} {:<15} {:>18} {:>10} {:>11}\n", Shorten(node.name, 36), node.layer->Kind(),
               graph.values[node.output].shape.ToString(), Count(found.work[i].macs()),
               Count(node.layer->ParameterCount()));
  }
  fmt::print("\n{} layers, input {}, {} multiply-accumulates, {} parameters{}; total stride {}\n",
             graph.nodes.size(), graph.InputShape().ToString(), Count(found.macs),
             Count(graph.ParameterCount()), graph.HasData() ? "" : " (shapes only, no values)",
             crop::TotalStride(graph));
}

ordered_json ToJson(const Inspection& found) {
  const graph::Graph& graph = found.graph;
  ordered_json layers = ordered_json::array();
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const graph::Node& node = graph.nodes[i];
    layers.push_back({{"name", node.name},
                      {"kind", node.layer->Kind()},
                      {"output_shape", graph.values[node.output].shape.dims()},
                      {"macs", found.work[i].macs()},
                      {"parameters", node.layer->ParameterCount()}});
  }
  return {{"model", graph.path},
          {"hash", graph.hash},
          {"input_shape", graph.InputShape().dims()},
          {"has_weights", graph.HasData()},
          {"total_stride", crop::TotalStride(graph)},
          {"macs", found.macs},
          {"parameters", graph.ParameterCount()},
          {"layers", layers}};
}

}  // namespace

void AddInspect(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("inspect", "What is in the network: layers, shapes, work");
  command->add_option("MODEL", options->model, "ONNX file")->required();
  options->size.AddTo(*command);
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] {
    action = [options] {
      const Inspection found = Inspect(*options);
      if (options->json) {
        fmt::print("{}\n", ToJson(found).dump(2));
      } else {
        PrintText(found);
      }
      return 0;
    };
  });
}

}  // namespace aqua::cli
