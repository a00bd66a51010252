// Jobs: what cancelling means, early and late.
#include "serve/jobs.h"

#include <gtest/gtest.h>

#include <future>

namespace assay::serve {
namespace {

/// Starts work that waits to be let go, cancels it, lets it go, and tells its state at its end.
std::string cancelled_before(JobOutcome outcome) {
    std::promise<void> go;
    std::shared_ptr<Job> job;
    {
        JobDesk desk;
        const std::string id =
            desk.start([begin = go.get_future().share(), outcome = std::move(outcome)](Job&) {
                begin.wait();
                return outcome;
            });
        job = desk.find(id);
        EXPECT_NE(job->json().find("\"running\""), std::string::npos);
        desk.cancel(*job);
        EXPECT_FALSE(job->tell(1, 2, "half way"));
        go.set_value();
    }
    return job->json();
}

TEST(Jobs, WorkThatStopsIsCancelled) {
    EXPECT_NE(cancelled_before({}).find("\"cancelled\""), std::string::npos);
}

TEST(Jobs, WorkThatWasDoneBeforeItHeardIsDone) {
    const std::string json = cancelled_before({"{\"written\":true}", ""});
    EXPECT_NE(json.find("\"done\""), std::string::npos) << json;
    EXPECT_NE(json.find("{\"written\":true}"), std::string::npos) << json;
}

TEST(Jobs, WorkThatFailedHalfWayIsNotSaidToHaveChangedNothing) {
    const std::string json = cancelled_before({"", "the disk is full"});
    EXPECT_NE(json.find("\"failed\""), std::string::npos) << json;
    EXPECT_NE(json.find("the disk is full"), std::string::npos) << json;
}

TEST(Jobs, AtMostTwoRunAtOnce) {
    std::promise<void> go;
    JobDesk desk;
    const auto wait = [begin = go.get_future().share()](Job&) {
        begin.wait();
        return JobOutcome{"{}", ""};
    };
    EXPECT_FALSE(desk.start(wait).empty());
    EXPECT_FALSE(desk.start(wait).empty());
    EXPECT_TRUE(desk.start(wait).empty());
    go.set_value();
}

}  // namespace
}  // namespace assay::serve
