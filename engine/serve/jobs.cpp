#include "serve/jobs.h"

#include <fmt/format.h>

#include <exception>

#include "report/json_out.h"

namespace assay::serve {
namespace {
constexpr int kMostRunning = 2;
constexpr std::size_t kMostKept = 20;
}  // namespace

bool Job::tell(std::size_t done, std::size_t total, const std::string& message) {
    const std::lock_guard lock(mutex_);
    done_ = done;
    total_ = total;
    message_ = message;
    return !cancelled_;
}

std::string Job::json() const {
    const std::lock_guard lock(mutex_);
    report::JsonOut json;
    json.open_object();
    json.field("state", state_);
    json.field("done", done_);
    json.field("total", total_);
    json.field("message", message_);
    if (result_.empty()) {
        json.key("result");
        json.null();
    } else {
        json.raw("result", result_);
    }
    json.close_object();
    return json.str();
}

JobDesk::~JobDesk() {
    cancel_all();
    for (auto& [id, running] : jobs_) {
        if (running.thread.joinable()) running.thread.join();
    }
}

void JobDesk::cancel_all() {
    const std::lock_guard lock(mutex_);
    for (auto& [id, running] : jobs_) running.job->cancelled_ = true;
}

std::string JobDesk::start(std::function<JobOutcome(Job&)> work) {
    const std::lock_guard lock(mutex_);
    int active = 0;
    for (auto& [id, running] : jobs_) {
        const std::lock_guard inner(running.job->mutex_);
        active += running.job->state_ == "running" ? 1 : 0;
    }
    if (active >= kMostRunning) return {};
    for (auto at = jobs_.begin(); at != jobs_.end() && jobs_.size() >= kMostKept;) {
        std::unique_lock inner(at->second.job->mutex_);
        const bool over = at->second.job->state_ != "running";
        inner.unlock();
        if (over && at->second.thread.joinable()) at->second.thread.join();
        at = over ? jobs_.erase(at) : std::next(at);
    }
    std::string id = fmt::format("{:06}", next_++);
    auto job = std::make_shared<Job>();
    std::thread thread([job, work = std::move(work)] {
        JobOutcome outcome;
        try {
            outcome = work(*job);
        } catch (const std::exception& failed) {
            outcome.failure = failed.what();
        }
        const std::lock_guard inner(job->mutex_);
        if (!outcome.failure.empty()) {
            job->state_ = "failed";
            job->message_ = outcome.failure;
        } else if (job->cancelled_ && outcome.result.empty()) {
            job->state_ = "cancelled";
        } else {
            job->state_ = "done";
            job->done_ = job->total_;
            job->result_ = std::move(outcome.result);
        }
    });
    jobs_[id] = {std::move(job), std::move(thread)};
    return id;
}

std::shared_ptr<Job> JobDesk::find(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    return found == jobs_.end() ? nullptr : found->second.job;
}

}  // namespace assay::serve
