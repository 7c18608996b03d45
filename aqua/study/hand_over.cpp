#include "aqua/study/hand_over.h"

#include <utility>

namespace aqua::study {
namespace {

constexpr size_t kMostWaiting = 64;

}  // namespace

bool HandOver::Put(EvaluatedImage image) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || images_.size() < kMostWaiting; });
  if (closed_) return false;
  images_.push_back(std::move(image));
  changed_.notify_all();
  return true;
}

void HandOver::Finish() {
  const std::lock_guard<std::mutex> lock(mutex_);
  --workers_;
  changed_.notify_all();
}

void HandOver::Fail(std::exception_ptr error) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!error_) error_ = std::move(error);
  --workers_;
  closed_ = true;
  changed_.notify_all();
}

std::optional<EvaluatedImage> HandOver::Take() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return error_ || !images_.empty() || workers_ == 0; });
  if (error_) std::rethrow_exception(error_);
  if (images_.empty()) return std::nullopt;
  EvaluatedImage image = std::move(images_.front());
  images_.pop_front();
  changed_.notify_all();
  return image;
}

void HandOver::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

}  // namespace aqua::study
