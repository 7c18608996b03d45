// A network run bit by bit on ISAAC's crossbars, one image at a time: what it answers beside exact
// integers and float, what the ADCs clip, and whether the events that happened are those that the
// estimate counts.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "aqua/cost/cost.h"
#include "aqua/exec/engine.h"
#include "aqua/study/crossbar_unit.h"
#include "aqua/study/network.h"
#include "aqua/study/precision.h"

namespace aqua::study {

struct SimulateSpec {
  crop::CropSpec crop;
  Precision precision;
  AcceleratorSpec accelerator;  // "isaac": the only design that is simulated. Its settings and
                                // constants say how large arrays are and how many bits ADCs have.
  bool flips_columns = true;
  crossbar::NonIdealities devices;
  std::vector<std::string> layers;  // Simulated; the others run in exact integers. Empty: all.
};

// One event of one layer, as simulated and as estimated.
struct EventCheck {
  std::string layer;
  std::string event;
  int64_t simulated = 0;
  int64_t estimated = 0;
};

struct Simulation {
  Tensor float_logits;      // oneDNN, float32.
  Tensor exact_logits;      // Exact integers at the same precision.
  Tensor simulated_logits;  // Crossbars.
  std::vector<SimulatedLayer> layers;
  std::vector<EventCheck> checks;  // Every event of every simulated layer.
  cost::Estimate estimate;         // Of the same image.

  int64_t ClippedConversions() const;
  int64_t Conversions() const;  // Of columns that hold weights, and of the unit columns.
  int64_t DifferentSums() const;
  int64_t FailedChecks() const;
};

class Simulator {
 public:
  // Throws Error for a design or packing that is not simulated, a layer that the network does not
  // have or that has no weights, and for what the parts refuse.
  Simulator(const graph::Graph& graph, SimulateSpec spec);

  // `input`: the network's whole input. `image`: its number, by which read noise is drawn.
  Simulation Examine(const Tensor& input, uint64_t image = 0);

  // The logits alone, for running many images.
  Tensor FloatLogits(const Tensor& input) { return float_program_->Run(input); }
  Tensor ExactLogits(const Tensor& input) { return exact_program_->Run(input); }
  Tensor SimulatedLogits(const Tensor& input, uint64_t image = 0) {
    return RunCrossbars(input, false, image);
  }

 private:
  Tensor RunCrossbars(const Tensor& input, bool examining, uint64_t image);
  std::vector<EventCheck> CheckEvents(const std::vector<SimulatedLayer>& layers,
                                      const cost::Estimate& estimate) const;

  SimulateSpec spec_;
  exec::Engine engine_;
  std::shared_ptr<const graph::Graph> graph_;
  crop::CropPlan plan_;
  layers::Workloads work_;
  accel::AcceleratorPtr model_;
  cost::Estimator estimator_;              // Of the uncropped network.
  bool examining_ = false;                 // inputs_ are wanted.
  std::vector<accel::LayerInput> inputs_;  // What the crossbars' layers read of the image at hand.
  exec::ExactUnit exact_unit_;
  CrossbarUnit crossbars_;
  std::unique_ptr<exec::Program> float_program_;
  std::unique_ptr<exec::Program> exact_program_;
  std::unique_ptr<exec::Program> crossbar_program_;
};

}  // namespace aqua::study
