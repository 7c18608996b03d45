// From a network and a crop plan to logits. An Engine owns the network's weights, packed once and
// shared by every program; a Program is one plan at one batch size, compiled once and run many
// times.
//   Engine engine(graph, Backend::kOneDnn);
//   auto program = engine.Compile(plan);
//   Tensor logits = program->Run(input);   // input: N x C x H x W, uncropped
// Under a plan with regions of few bits the FixedPoint layers round the regions' cells by their
// border formats; Compile throws Error where a layer lacks one.
// Compile may be called from several threads; one Program belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/crop/growth.h"
#include "aqua/crop/plan.h"
#include "aqua/exec/growing_program.h"
#include "aqua/exec/staged_program.h"
#include "aqua/graph/graph.h"

namespace aqua::exec {

// How long one step of a program took. A step is one node and those that were fused into it.
struct StepTime {
  graph::NodeIndex node = 0;
  double ms = 0;
};

// What a layer with weights reads during one run.
struct WatchedInput {
  graph::NodeIndex node = 0;
  Place place;
  std::span<const float>
      cells;  // place.KeptShape(), a map's channels innermost. Valid in the call.
};

class Program {
 public:
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  virtual ~Program() = default;

  // `input` has the network's full input shape at the program's batch size; what the plan cuts is
  // not read. Returns the network's output. A network in integers throws Error, naming the layer,
  // when it is to round a number that is not finite.
  virtual Tensor Run(const Tensor& input) = 0;

  // Runs once with a clock at every step. Empty for a program that does not work in steps.
  virtual std::vector<StepTime> TimeSteps(const Tensor& /*input*/) { return {}; }

  // Runs once; calls `watch` before every layer with weights. Only of a network in float: what
  // int8 programs read is no float. A program that cannot be watched calls nothing.
  virtual Tensor Watch(const Tensor& input,
                       const std::function<void(const WatchedInput&)>& /*watch*/) {
    return Run(input);
  }

  // Memory for activations and scratch.
  virtual int64_t ActivationBytes() const = 0;
};

// Several plans for the same image.
class ProgramSet {
 public:
  ProgramSet() = default;
  ProgramSet(const ProgramSet&) = delete;
  ProgramSet& operator=(const ProgramSet&) = delete;
  virtual ~ProgramSet() = default;

  // `input`: one image, as for Program::Run. Returns the network's output under every plan.
  virtual std::vector<Tensor> Run(const Tensor& input) = 0;
  virtual int64_t ActivationBytes() const = 0;
};

enum class Backend {
  kOneDnn,  // Fast: oneDNN primitives, fused, channels last. A network under a precision profile
            // (quant/quantized_graph.h) runs in 8-bit integers where it can, with the integers
            // of exec/integer.
  kOneDnnFloat,  // The same all in floats: what a processor without int8 instructions does.
  kReference,    // The layers' own plain loops: the judge.
};

// What a backend does behind the Engine.
class Compiler {
 public:
  Compiler() = default;
  Compiler(const Compiler&) = delete;
  Compiler& operator=(const Compiler&) = delete;
  virtual ~Compiler() = default;
  virtual std::unique_ptr<Program> Compile(const crop::CropPlan& plan, int64_t batch) = 0;
  virtual std::unique_ptr<ProgramSet> CompileSet(const std::vector<crop::CropPlan>& plans) = 0;
  virtual std::unique_ptr<GrowingProgram> CompileGrowth(const crop::GrowthPlan& plan) = 0;
  virtual std::unique_ptr<StagedProgram> CompileStages(const crop::CropPlan& plan,
                                                       graph::ValueIndex gate) = 0;
  virtual int64_t PackedWeightBytes() const = 0;
};

class Engine {
 public:
  // Throws Error for a shape-only network: it has no weights to run with.
  explicit Engine(graph::Graph graph, Backend backend = Backend::kOneDnn);
  ~Engine();

  const graph::Graph& graph() const { return *graph_; }
  std::unique_ptr<Program> Compile(const crop::CropPlan& plan, int64_t batch = 1);
  // What the plans have in common is computed once: early maps of a crop equal the full run's
  // except near the cut. Results equal those of programs of their own but for the rounding of sums.
  std::unique_ptr<ProgramSet> CompileSet(const std::vector<crop::CropPlan>& plans);
  // Of the larger crop only the missing border is computed. Throws Error for a network under a
  // precision profile.
  std::unique_ptr<GrowingProgram> CompileGrowth(const crop::GrowthPlan& plan);
  // A run that pauses at `gate`. Throws Error when later layers read other values too.
  std::unique_ptr<StagedProgram> CompileStages(const crop::CropPlan& plan, graph::ValueIndex gate);
  int64_t PackedWeightBytes() const { return compiler_->PackedWeightBytes(); }

 private:
  std::shared_ptr<const graph::Graph> graph_;
  std::unique_ptr<Compiler> compiler_;
};

// Threads that programs started from the calling thread may use. Default: one a processor.
void SetThreadCount(int count);
int ThreadCount();

}  // namespace aqua::exec
