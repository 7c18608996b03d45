// aqua study --crop auto: flags, and the run itself.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aqua/adaptive/policy_study.h"
#include "cli/policy_options.h"

namespace aqua::cli {

struct StudyPolicyOptions {
  std::string crop;  // Empty: not given.
  std::vector<std::string> policies;
  std::vector<std::string> certificates;
  ImageSetOptions images;  // Its folder and labels are the study's.

  void AddTo(CLI::App& command);
  // Whether policies are to be studied. Throws Error for flags at odds with each other, among them
  // those of `command` that a study of policies has no use for.
  bool IsAsked(const CLI::App& command) const;
  // What is not the study's own.
  adaptive::PolicyStudySpec Spec(const std::string& folder, const std::string& labels) const;
};

// Runs or continues the study and prints what it shows; returns the exit code.
int StudyPolicies(const adaptive::PolicyStudySpec& spec, bool json);

}  // namespace aqua::cli
