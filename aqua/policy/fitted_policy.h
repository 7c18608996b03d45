// A policy that has been fitted, as a file: what was learned, from which menu, for which network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aqua/policy/policy.h"

namespace aqua::policy {

struct FittedPolicy {
  std::string kind;           // A name of the catalog.
  std::string model;          // Path of the network when it was fitted, for commands that get none.
  std::string network_hash;   // graph::Graph::hash.
  std::string preprocessing;  // How photos become its input, in words.
  Menu menu;
  Cost decision;                      // Of one image: the 0th layer, if it is read, and the models.
  std::vector<std::string> features;  // Of the 0th layer, where it is read.
  image::Size zeroth_scale;           // The picture of the photo that it reads.
  Goal goal;                          // What it was fitted for.
  uint64_t split_seed = 0;
  std::vector<uint64_t> images_seen;  // Content hashes of the images it was fitted on, ascending.
  PolicyPtr policy;

  std::string MenuHash() const;
  std::string Hash() const;  // Of all but the model's path.
};

// Whole or not at all. Throws Error naming the file, also for what ReadFittedPolicy would refuse.
void WriteFittedPolicy(const FittedPolicy& fitted, const std::filesystem::path& path);

// Throws Error naming the file and what is wrong in it.
FittedPolicy ReadFittedPolicy(const std::filesystem::path& path);

}  // namespace aqua::policy
