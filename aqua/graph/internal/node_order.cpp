#include "aqua/graph/internal/node_order.h"

#include <algorithm>
#include <map>
#include <set>

#include "aqua/core/error.h"

namespace aqua::graph {
namespace {

using onnx::OnnxModel;
using onnx::OnnxNode;

class NodeSorter {
 public:
  explicit NodeSorter(const OnnxModel& model) : model_(model) {
    for (const OnnxNode& node : model.nodes) {
      for (const std::string& output : node.outputs) {
        if (!output.empty()) writer_[output] = &node;
      }
    }
    for (const auto& [name, tensor] : model.initializers) given_.insert(name);
    for (const onnx::OnnxValueInfo& input : model.inputs) given_.insert(input.name);
  }

  // Depth first with a stack of its own: a deep network must not overflow the program's.
  std::vector<const OnnxNode*> Sort(const std::string& output) {
    const auto last = writer_.find(output);
    if (last == writer_.end()) {
      throw Error("{}: no node writes the network's output \"{}\"", model_.path, output);
    }
    Visit(last->second);
    while (!stack_.empty()) Advance();
    // The file's own order where it can run: that is how people know their network.
    std::vector<const OnnxNode*> by_file = order_;
    std::sort(by_file.begin(), by_file.end());
    return CanRun(by_file) ? by_file : order_;
  }

 private:
  enum class State { kUnseen, kOpen, kDone };
  struct Frame {
    const OnnxNode* node;
    size_t next_input = 0;
  };

  void Visit(const OnnxNode* node) {
    state_[node] = State::kOpen;
    stack_.push_back({node});
  }

  void Advance() {
    Frame& frame = stack_.back();
    if (frame.next_input == frame.node->inputs.size()) {
      state_[frame.node] = State::kDone;
      order_.push_back(frame.node);
      stack_.pop_back();
      return;
    }
    const OnnxNode& reader = *frame.node;
    const std::string& input = reader.inputs[frame.next_input++];
    const OnnxNode* const writer = WriterOf(input, reader);
    if (writer == nullptr) return;
    if (state_[writer] == State::kOpen) {
      throw Error(
          "{}: node {} ({}) lies on a cycle: its input \"{}\" depends on its own output; a network "
          "runs forwards only",
          model_.path, reader.name, reader.op_type, input);
    }
    if (state_[writer] == State::kUnseen) Visit(writer);
  }

  // Null where the value is given: an input, an initializer, or left out.
  const OnnxNode* WriterOf(const std::string& value, const OnnxNode& reader) const {
    if (value.empty() || given_.count(value) != 0) return nullptr;
    const auto found = writer_.find(value);
    if (found != writer_.end()) return found->second;
    throw Error(
        "{}: node {} ({}) reads \"{}\", but no node writes it and no initializer has it; the file "
        "is incomplete",
        model_.path, reader.name, reader.op_type, value);
  }

  bool CanRun(const std::vector<const OnnxNode*>& order) const {
    std::set<const OnnxNode*> done;
    for (const OnnxNode* node : order) {
      for (const std::string& input : node->inputs) {
        const OnnxNode* const writer = WriterOf(input, *node);
        if (writer != nullptr && done.count(writer) == 0) return false;
      }
      done.insert(node);
    }
    return true;
  }

  const OnnxModel& model_;
  std::map<std::string, const OnnxNode*> writer_;
  std::set<std::string> given_;
  std::map<const OnnxNode*, State> state_;
  std::vector<Frame> stack_;
  std::vector<const OnnxNode*> order_;
};

}  // namespace

std::vector<const OnnxNode*> NeededNodes(const OnnxModel& model, const std::string& output) {
  return NodeSorter(model).Sort(output);
}

}  // namespace aqua::graph
