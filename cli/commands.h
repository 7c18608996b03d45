// The commands of the program, one file each: parse, call the library, print.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace aqua::cli {

// What a parsed command line does; returns the exit code.
using Action = std::function<int()>;

// Each adds its command to `app` and, when it is the one asked for, sets `action`.
void AddAudit(CLI::App& app, Action& action);
void AddCalibrate(CLI::App& app, Action& action);
void AddCertify(CLI::App& app, Action& action);
void AddCompare(CLI::App& app, Action& action);
void AddFit(CLI::App& app, Action& action);
void AddInspect(CLI::App& app, Action& action);
void AddRun(CLI::App& app, Action& action);
void AddEstimate(CLI::App& app, Action& action);
void AddSimulate(CLI::App& app, Action& action);
void AddStudy(CLI::App& app, Action& action);
void AddSweep(CLI::App& app, Action& action);
void AddValidate(CLI::App& app, Action& action);

}  // namespace aqua::cli
