/** The name of the job that scores a cycle for good; its period is the cycle's id. */
export const closingJob = "close-cycle";
