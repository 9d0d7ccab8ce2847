/** Words that make an assistant one for travel, in the languages in which learners have written theirs. */
export const travelWords =
  /travel|trip|touris|tour guide|holiday|vacation|journey|itinerar|destination|voyage|viaj|viagg|reise|urlaub|reiz|旅|여행|путеше/i;
