// Copies between held maps: a window laid together from maps that hold parts of it.
#pragma once

#include <vector>

#include "aqua/core/window.h"
#include "aqua/exec/onednn/element_types.h"
#include "aqua/exec/onednn/step.h"

namespace aqua::exec::onednn {

// Copies `block` from one held map to another; both contain it. Of one image.
void CopyBlock(const Place& from_place, const char* from, const Place& to_place, char* to,
               ElementType type, const Window& block);

// Fills of the map `to` what any of the maps `from`, its inputs, holds.
class GatherStep final : public Step {
 public:
  GatherStep(std::vector<Place> from, Place to, ElementType type)
      : from_(std::move(from)), to_(std::move(to)), type_(type) {}

  void Bind(std::span<char* const> inputs, char* output, char* scratch) override;
  void Run() override;

 private:
  std::vector<Place> from_;
  Place to_;
  ElementType type_;
  std::vector<const char*> inputs_;
  char* output_ = nullptr;
};

}  // namespace aqua::exec::onednn
