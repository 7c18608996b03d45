// Isaac::Count in parts: the events of one layer by itself, those between chips, those that pass
// with time. Definitions: Isaac::Event.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/isaac/isaac_constants.h"

namespace aqua::accel {

// How long the layer's arrays work on an image: ceil(positions / replicas) * activation_bits reads,
// ReadCycles apart, rounded up. Where some positions need fewer bits, replicas take positions of
// most bits first, and those that work at the same time wait for the widest (SetsOf). Throws Error
// past 2^63.
int64_t LayerCycles(const layers::Workload& work, int64_t replicas,
                    const IsaacConstants& constants);

// `work`: with weights. Fills in all events but active_rows, hyper_transport_bits and cycles.
void CountLayerEvents(const layers::Workload& work, std::span<const int64_t> resources,
                      const IsaacConstants& constants, std::span<int64_t> events);

// Of a kMaxPool layer.
void CountPoolEvents(const layers::Workload& work, std::span<int64_t> events);

// kActiveRows. `work`: with weights.
void CountActiveRowEvents(const layers::Workload& work, const LayerInput& input,
                          std::span<const int64_t> resources, const IsaacConstants& constants,
                          std::span<int64_t> events);

// kHyperTransportBits of all layers.
void CountChipCrossings(const Mapping& mapping, std::span<const layers::Workload> layers,
                        const IsaacConstants& constants, CountTable& events);

// kTileCycles and kChipCycles of all layers, for the interval that counts.cycles make.
void CountPoweredCycles(const Mapping& mapping, std::span<const layers::Workload> layers,
                        const IsaacConstants& constants, EventCounts& counts);

}  // namespace aqua::accel
