// The program `aqua`. Results go to stdout, everything else to stderr.
// Exit codes: 0 done, 1 ran but failed, 2 bad input (one line says which), 130 stopped by Ctrl-C.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>

#include "aqua/core/error.h"
#include "cli/commands.h"

namespace aqua::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kBadInput = 2;

constexpr const char* kDescription =
    "Run an image classifier on the part of the picture that matters, and know what that saves.\n\n"
    "  aqua inspect  MODEL                   what is in the network\n"
    "  aqua run      MODEL IMAGE...          answers for photos, in full and cropped\n"
    "  aqua estimate MODEL                   what accelerators spend on it\n"
    "  aqua simulate MODEL IMAGE...          ISAAC's crossbars bit by bit\n"
    "  aqua calibrate MODEL FOLDER --out P   bits and exponents for every layer\n"
    "  aqua study    MODEL FOLDER --out F    every image under all 16 crops\n"
    "  aqua sweep    MODEL FOLDER --way ...  profiles, crops and few bits side by side\n"
    "  aqua fit      MODEL FOLDER --out P    a policy that chooses per image how much to run\n"
    "  aqua certify  P FOLDER                what that policy promises\n"
    "  aqua audit    P FOLDER                whether the promise still holds\n"
    "  aqua compare  MODEL FOLDER            all policies side by side\n"
    "  aqua validate                         published figures, recomputed\n\n"
    "MODEL is an ONNX file. A crop is four digits for TOP BOTTOM LEFT RIGHT: 1011 cuts top, left "
    "and right.";

// The message in one line, however many it came with.
std::string OneLine(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

int Complain(const char* text, int code) {
  fmt::print(stderr, "aqua: {}\n", OneLine(text));
  return code;
}

int Parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      app.exit(error);
      return 0;
    }
    return Complain(fmt::format("{} (see aqua --help)", error.what()).c_str(), kBadInput);
  }
}

int Main(int argc, char** argv) {
  CLI::App app(kDescription, "aqua");
  app.set_version_flag("--version", AQUA_VERSION);
  app.require_subcommand(1);
  Action action;
  AddInspect(app, action);
  AddRun(app, action);
  AddEstimate(app, action);
  AddSimulate(app, action);
  AddCalibrate(app, action);
  AddStudy(app, action);
  AddSweep(app, action);
  AddFit(app, action);
  AddCertify(app, action);
  AddAudit(app, action);
  AddCompare(app, action);
  AddValidate(app, action);
  const int parsed = Parse(app, argc, argv);
  const int code = action ? action() : parsed;
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return Complain("the output could not be written whole", kFailed);
  }
  return code;
}

}  // namespace
}  // namespace aqua::cli

int main(int argc, char** argv) {
  using aqua::cli::Complain;
  try {
    return aqua::cli::Main(argc, argv);
  } catch (const aqua::Error& error) {
    return Complain(error.what(), aqua::cli::kBadInput);
  } catch (const std::bad_alloc&) {
    return Complain("not enough memory for this network and image size", aqua::cli::kFailed);
  } catch (const std::exception& error) {
    return Complain(error.what(), aqua::cli::kFailed);
  }
}
