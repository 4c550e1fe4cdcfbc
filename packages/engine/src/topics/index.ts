export { nameTopics, type TopicName } from './name-topics.ts';
export { placeTopics, type TopicPlace } from './place-topics.ts';
export { type ChangeOptions, proposeTopicChanges, type TopicChange } from './propose-changes.ts';
export { switchesOf, topicAutonomy } from './topic-switches.ts';
export {
  MOST_TOPICS,
  type Topic,
  type TopicExemplar,
  type TopicMatch,
  type TopicOptions,
  Topics,
} from './topics.ts';
