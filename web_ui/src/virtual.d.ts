declare module 'virtual:theme_variables.css';
declare module '*.css';
